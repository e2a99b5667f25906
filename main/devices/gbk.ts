/** Text in the Chinese code page of receipt printers (GB18030 in its two-byte part, which every one of them knows). */

let known: Map<string, readonly [number, number]> | undefined;

/** Made once, from what the decoder of the platform says of each pair of bytes. */
function table(): Map<string, readonly [number, number]> {
  if (known) return known;
  known = new Map();
  const decoder = new TextDecoder('gb18030');
  for (let high = 0x81; high <= 0xfe; high += 1) {
    for (let low = 0x40; low <= 0xfe; low += 1) {
      if (low === 0x7f) continue;
      const character = decoder.decode(Uint8Array.from([high, low]));
      if (Array.from(character).length === 1 && character !== '\ufffd') {
        if (!known.has(character)) known.set(character, [high, low]);
      }
    }
  }
  return known;
}

/** The bytes of a row; what the code page does not know is a question mark. */
export const gbkBytes = (text: string): number[] =>
  Array.from(text).flatMap((character) => {
    const code = character.codePointAt(0) ?? 0;
    return code < 0x80 ? [code] : [...(table().get(character) ?? [0x3f])];
  });
