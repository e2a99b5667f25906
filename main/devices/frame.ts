/** Frames of the terminal's protocol: four bytes of length, highest first, then so many bytes of JSON in UTF-8. */
const most = 65_536;
const head = 4;

/** One message as bytes. */
export function frame(message: unknown): Buffer {
  const body = Buffer.from(JSON.stringify(message), 'utf8');
  const length = Buffer.alloc(head);
  length.writeUInt32BE(body.length);
  return Buffer.concat([length, body]);
}

/** The first message of the bytes; `short` while it has not come whole. */
export function readFrame(bytes: Buffer): { readonly message: unknown } | 'short' | 'malformed' {
  if (bytes.length < head) return 'short';
  const length = bytes.readUInt32BE();
  if (length > most) return 'malformed';
  if (bytes.length < head + length) return 'short';
  try {
    return { message: JSON.parse(bytes.subarray(head, head + length).toString('utf8')) };
  } catch {
    return 'malformed';
  }
}
