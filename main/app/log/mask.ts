/** Takes out of a text what may be a card's number, a PIN or a secret, before it is written anywhere. */

/** Eight digits and more, also in groups as on a card; dates and receipt numbers have fewer. */
const numbers = /\d(?:[ -]?\d){11,}|\d{8,}/g;
/** ISO 8601, which has as many digits. */
const instants = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z?/g;
const secrets = /("?(?:pin|activationCode|token|password|number|key)"?\s*[:=]\s*"?)([^"\s,}]+)/gi;

export function masked(text: string): string {
  const kept: string[] = [];
  return text
    .replaceAll(instants, (instant) => `\ue000${kept.push(instant) - 1}\ue000`)
    .replaceAll(secrets, '$1•••')
    .replaceAll(numbers, '•••')
    .replaceAll(/\ue000(\d+)\ue000/g, (_, index) => kept[Number(index)] ?? '');
}
