//! Who people are, by their address, and where they work.

/// The directory (tenant) of every sandbox.
pub const TENANT_ID: &str = "0365d1ec-70e7-4a11-9b0c-7e4a47000365";

/// The id of a user: the same GUID for the same address.
pub(crate) fn object_id(address: &str) -> String {
    let mix = |bits: u64, byte: u8| (bits ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    let bits = address.to_lowercase().bytes().fold(0xcbf2_9ce4_8422_2325, mix);
    format!("00000000-0000-4000-8{:03x}-{:012x}", (bits >> 48) & 0xfff, bits & 0xffff_ffff_ffff)
}

/// `george.best@best.com` is George Best.
pub(crate) fn display_name(address: &str) -> String {
    let local = address.split('@').next().unwrap_or_default();
    let words = local.split(['.', '_', '-']).filter(|word| !word.is_empty()).map(|word| {
        let mut letters = word.chars();
        letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect::<String>()
    });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn object_ids_belong_to_users() {
        assert_eq!(object_id("A@b.com"), object_id("a@B.com"));
        assert_ne!(object_id("a@b.com"), object_id("b@b.com"));
        assert_eq!(object_id("a@b.com").len(), 36);
    }

    #[test]
    fn names_are_made_of_addresses() {
        assert_eq!(display_name("george.best@best.com"), "George Best");
        assert_eq!(display_name("émile@x"), "Émile");
        assert_eq!(display_name("@"), "");
    }
}
