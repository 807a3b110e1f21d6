//! Errors that come out of an answer's body, which is a plain `Read`.

use std::io;

use crate::error::{TransportError, TransportErrorKind};

impl TransportError {
    /// What an error means that came from reading an [`Incoming`](crate::transport::Incoming).
    ///
    /// The SDK's own transport puts a `TransportError` into the `io::Error`: it is taken out. Errors of other readers are
    /// judged by their `io::ErrorKind`. The request was sent in either case.
    ///
    /// ```
    /// use std::io;
    /// use o365_core::error::{TransportError, TransportErrorKind};
    ///
    /// let error = TransportError::from_read(io::ErrorKind::UnexpectedEof.into());
    /// assert_eq!(error.kind(), TransportErrorKind::Closed);
    /// assert!(error.may_have_been_sent());
    /// ```
    pub fn from_read(error: io::Error) -> Self {
        match error.downcast::<TransportError>() {
            Ok(error) => error,
            Err(error) => {
                let kind = read_kind(error.kind());
                TransportError::new(kind, true, "while reading the answer").with_source(error)
            }
        }
    }

    /// As the error of a reader; [`from_read`](Self::from_read) is the way back.
    pub(crate) fn into_read(self) -> io::Error {
        let kind = match self.kind() {
            TransportErrorKind::Timeout => io::ErrorKind::TimedOut,
            TransportErrorKind::Closed => io::ErrorKind::UnexpectedEof,
            TransportErrorKind::Protocol => io::ErrorKind::InvalidData,
            _ => io::ErrorKind::Other,
        };
        io::Error::new(kind, self)
    }
}

/// Where it failed, once there was a connection.
pub(super) fn read_kind(kind: io::ErrorKind) -> TransportErrorKind {
    use io::ErrorKind::{
        BrokenPipe, ConnectionAborted, ConnectionReset, HostUnreachable, InvalidData, InvalidInput,
        NetworkDown, NetworkUnreachable, NotConnected, TimedOut, UnexpectedEof, WouldBlock,
        WriteZero,
    };
    match kind {
        TimedOut | WouldBlock => TransportErrorKind::Timeout,
        UnexpectedEof | ConnectionReset | ConnectionAborted | BrokenPipe | NotConnected
        | WriteZero | NetworkDown | NetworkUnreachable | HostUnreachable => {
            TransportErrorKind::Closed
        }
        InvalidData | InvalidInput => TransportErrorKind::Protocol,
        _ => TransportErrorKind::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_out_what_was_put_in() {
        let error = TransportError::new(TransportErrorKind::Protocol, true, "bad gzip");
        let io = error.into_read();
        assert_eq!(io.kind(), io::ErrorKind::InvalidData);
        let error = TransportError::from_read(io);
        assert_eq!(error.to_string(), "the answer is not whole: bad gzip");
    }

    #[test]
    fn judges_other_readers_by_their_kind() {
        for (io, kind) in [
            (io::ErrorKind::TimedOut, TransportErrorKind::Timeout),
            (io::ErrorKind::WouldBlock, TransportErrorKind::Timeout),
            (io::ErrorKind::ConnectionReset, TransportErrorKind::Closed),
            (io::ErrorKind::InvalidInput, TransportErrorKind::Protocol),
            (io::ErrorKind::PermissionDenied, TransportErrorKind::Other),
        ] {
            assert_eq!(TransportError::from_read(io.into()).kind(), kind, "{io:?}");
        }
    }
}
