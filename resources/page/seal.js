"use strict";
// Seals a sheet to the key of its round: HPKE in base mode (RFC 9180) with X25519, HKDF-SHA256 and ChaCha20-Poly1305.
// Over plain HTTP a browser has no cryptography of its own beside chance, so the parts come from noble.js.
const seal = (() => {
  const bytes = (text) => new TextEncoder().encode(text);
  const join = (...parts) => {
    const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    parts.reduce((at, part) => (whole.set(part, at), at + part.length), 0);
    return whole;
  };
  const two = (number) => Uint8Array.of(number >> 8, number & 255);
  const none = new Uint8Array(0);
  const KEM = join(bytes("KEM"), two(0x20));
  const SUITE = join(bytes("HPKE"), two(0x20), two(1), two(3));
  const extract = (suite, salt, label, key) =>
    noble.extract(noble.sha256, join(bytes("HPKE-v1"), suite, bytes(label), key), salt);
  const expand = (suite, key, label, info, length) =>
    noble.expand(noble.sha256, key, join(two(length), bytes("HPKE-v1"), suite, bytes(label), info), length);

  /** Return what only the holder of the other half of `key` (32 bytes) opens, and only for the same `info`. */
  const sealed = (key, info, plain, pair = noble.x25519.keygen()) => {
    const context = join(pair.publicKey, key);
    const dh = noble.x25519.getSharedSecret(pair.secretKey, key);
    const shared = expand(KEM, extract(KEM, none, "eae_prk", dh), "shared_secret", context, 32);
    const about = join(Uint8Array.of(0), extract(SUITE, none, "psk_id_hash", none), extract(SUITE, none, "info_hash", info));
    const secret = extract(SUITE, shared, "secret", none);
    const cipher = noble.chacha20poly1305(
      expand(SUITE, secret, "key", about, 32), expand(SUITE, secret, "base_nonce", about, 12));
    return join(pair.publicKey, cipher.encrypt(plain));
  };

  const to64 = (data) => btoa(Array.from(data, (byte) => String.fromCharCode(byte)).join(""));
  const from64 = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));

  return {
    to64,
    from64,
    sealed,
    /** Return a sheet sealed for a round, in base64, in steps of a kilobyte so that its length tells little. */
    sheet: (key, round, said) => {
      const plain = bytes(JSON.stringify(said));
      const padded = new Uint8Array(Math.ceil(plain.length / 1024) * 1024).fill(32);
      padded.set(plain);
      return to64(sealed(from64(key), bytes("stworkshop sheet 1\0" + round), padded));
    },
    /** Return the four letters of a round's key. */
    word: (key) => {
      const letters = "BCDFGHJKLMNPQRSTVWXZ";
      const hash = noble.sha256(join(bytes("stworkshop word 1"), from64(key)));
      let number = hash.slice(0, 8).reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
      let word = "";
      for (let place = 0; place < 4; place++, number /= 20n) word += letters[Number(number % 20n)];
      return word;
    },
  };
})();
