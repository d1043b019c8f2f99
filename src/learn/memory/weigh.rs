//! What when a case counts for more or less than before?

use super::{Memory, kept::DocNo};
use crate::learn::{ArticleNo, CaseNo};

impl Memory {
    /// Counts the cases of these articles anew; `weight` says what each weighs now.
    pub(in crate::learn) fn weigh(
        &mut self,
        articles: impl IntoIterator<Item = ArticleNo>,
        weight: &dyn Fn(CaseNo) -> i32,
    ) {
        let mut others: Vec<(DocNo, ArticleNo, i32)> = Vec::new();
        for article in articles {
            let Some(origin) = self.origins.get(article.0 as usize) else { continue };
            for doc in &origin.docs {
                let kept = &self.docs[*doc as usize];
                let Some((case, _)) = kept.from.case() else { continue };
                let now = weight(case);
                if now != kept.weight {
                    others.push((*doc, article, now));
                }
            }
        }
        let anew = !self.slots.is_empty() && self.is_better_built(others.len());
        if anew {
            self.lift();
        }
        for (doc, article, weight) in others {
            if anew {
                self.docs[doc as usize].weight = weight;
                continue;
            }
            self.place(doc, None);
            self.docs[doc as usize].weight = weight;
            self.place(doc, self.origins[article.0 as usize].slot);
        }
        if anew {
            self.lay_out();
        }
    }
}
