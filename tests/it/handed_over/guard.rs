//! What keeps others on the way from reading a mail.

use std::{net::TcpStream, sync::Arc};

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair, KeyUsagePurpose};
use rustls::{
    ServerConfig, ServerConnection, StreamOwned, crypto::ring::default_provider,
    pki_types::PrivatePkcs8KeyDer,
};

/// How a mail server encrypts.
#[derive(Clone)]
pub(super) enum Guard {
    None,
    /// From the first byte on.
    Tls(Arc<ServerConfig>),
    /// Once it is asked to.
    StartTls(Arc<ServerConfig>),
}

impl Guard {
    /// A connection on which others hear nothing.
    pub(super) fn over(&self, stream: TcpStream) -> StreamOwned<ServerConnection, TcpStream> {
        let (Guard::Tls(config) | Guard::StartTls(config)) = self else { panic!("no certificate") };
        StreamOwned::new(ServerConnection::new(config.clone()).expect("a good configuration"), stream)
    }
}

/// What a server on this machine proves itself with, and the authority that says so, as a file of PEM.
pub(super) fn certificate() -> (Arc<ServerConfig>, String) {
    let mut params = CertificateParams::new([]).expect("no name");
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::DigitalSignature];
    let authority = CertifiedIssuer::self_signed(params, key()).expect("an authority");
    let key = key();
    let params = CertificateParams::new(["127.0.0.1".to_owned()]).expect("an address");
    let certificate = params.signed_by(&key, &authority).expect("a certificate");
    let config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
        .with_single_cert(
            vec![certificate.der().clone()],
            PrivatePkcs8KeyDer::from(key.serialize_der()).into(),
        )
        .expect("a certificate with its key");
    (Arc::new(config), authority.pem())
}

fn key() -> KeyPair {
    KeyPair::generate().expect("a key")
}
