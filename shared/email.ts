/** What may be the address of an e-mail: whether somebody reads it there, only sending it tells. */
const address = /^[^\s@<>"',;]+@[^\s@<>"',;]+\.[^\s@<>"',;]+$/;
/** Longest path of RFC 5321 without its brackets. */
const longest = 254;

export const isEmailAddress = (text: string): boolean =>
  text.length <= longest && address.test(text);
