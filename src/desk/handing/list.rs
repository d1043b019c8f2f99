//! Which requests are there for an agent?

use crate::{
    access::{Reader, Record},
    desk::{Desk, Error, LookedUp, open::now},
    request::{Figures, Kept},
    ticket,
};

/// A request, for whoever takes care of it.
#[derive(Clone, Debug)]
pub struct Asked {
    /// What was sent, and how far it is on its way.
    pub kept: Kept,
    /// What was shown before, and what came of it, as this reader sees it; none when nothing was.
    pub looked: Option<LookedUp>,
    /// Whether whoever wrote it needs calm words first.
    pub upset: bool,
}

impl Desk {
    /// At most `limit` open requests that this reader may see, oldest first, after so many; and how many there are.
    ///
    /// # Errors
    /// [`Error::Denied`] to whoever answers nobody; when store or index cannot be read.
    pub fn requests(
        &self,
        reader: &Reader,
        offset: usize,
        limit: usize,
    ) -> Result<(Vec<Asked>, usize), Error> {
        let numbers = self.open_for(reader)?;
        let mut asked = Vec::new();
        for number in numbers.iter().skip(offset).take(limit) {
            // It may be closed by now.
            let kept = self.requests.request(*number)?.filter(|kept| kept.done.is_none());
            if let Some(kept) = kept {
                asked.push(self.asked(kept, reader)?);
            }
        }
        Ok((asked, numbers.len()))
    }

    /// How many open requests this reader may see.
    ///
    /// # Errors
    /// [`Error::Denied`] to whoever answers nobody; when the store cannot be read.
    pub fn open_requests(&self, reader: &Reader) -> Result<usize, Error> {
        Ok(self.open_for(reader)?.len())
    }

    /// Somebody has taken care of a request: its words and the address are gone when this returns. Whether there was an
    /// open one of this number that the reader may see.
    ///
    /// # Errors
    /// [`Error::Denied`] to whoever answers nobody; when the store cannot be written.
    pub fn close_request(&self, number: u64, reader: &Reader) -> Result<bool, Error> {
        reader.permit::<Record>()?;
        let kept = self.requests.request(number)?;
        let may = kept.is_some_and(|kept| reader.scope().holds(&kept.request.audiences));
        Ok(may && self.requests.close(number, now())?)
    }

    /// How many requests and deliveries there are, for whoever runs the desk.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn request_figures(&self) -> Result<Figures, Error> {
        Ok(self.requests.figures()?)
    }

    fn open_for(&self, reader: &Reader) -> Result<Vec<u64>, Error> {
        reader.permit::<Record>()?;
        let scope = reader.scope();
        let open = self.requests.open()?.into_iter();
        Ok(open.filter(|(_, audiences)| scope.holds(audiences)).map(|(number, _)| number).collect())
    }

    fn asked(&self, kept: Kept, reader: &Reader) -> Result<Asked, Error> {
        let looked = kept.request.shown.map(|shown| self.look_again(shown, reader));
        let looked = match looked.transpose() {
            Err(Error::NotShown) => None,
            looked => looked?,
        };
        let upset = [kept.request.subject.as_deref(), Some(&kept.request.text)];
        let upset = upset.into_iter().flatten().any(ticket::is_upset);
        Ok(Asked { kept, looked, upset })
    }
}
