/** The text of an entry as a person is shown it for repair: one value a line, long numbers hidden, and back again without losing any. */

/** Breaks JSON into lines wherever it can, also where it is damaged; what stands in quotation marks stays as it is. */
export function layOut(text: string): string {
  const lines: string[] = [];
  let line = '';
  let depth = 0;
  let quoted = false;
  const end = (): void => {
    if (line.trim() !== '') lines.push(line);
    line = '  '.repeat(Math.max(0, depth));
  };
  for (let at = 0; at < text.length; at += 1) {
    const letter = text.charAt(at);
    if (quoted) {
      line += letter;
      if (letter === '\\') line += text.charAt((at += 1));
      else if (letter === '"') quoted = false;
    } else if (letter === '"') {
      quoted = true;
      line += letter;
    } else if (letter === '{' || letter === '[') {
      line += letter;
      if (/^\s*[}\]]/.test(text.slice(at + 1, at + 40))) continue;
      depth += 1;
      end();
    } else if (letter === '}' || letter === ']') {
      if (!/[{[]$/.test(line)) {
        depth -= 1;
        end();
      }
      line += letter;
    } else if (letter === ',') {
      line += letter;
      end();
    } else if (letter === ':') line += ': ';
    else if (!/\s/.test(letter)) line += letter;
  }
  end();
  return lines.join('\n');
}

/** As the log masks: 12 digits or more, but no ids and hashes. */
const longNumber = /\b[0-9a-f]{32,}\b|\d(?:[ -]?\d){11,}/g;
const hidden = /⟦(\d+) ····\d{4}⟧/g;

/** Long numbers of a text in their order, each as often as it stands there. */
const longNumbers = (text: string): readonly string[] =>
  (text.match(longNumber) ?? []).filter((run) => !/[a-f]/.test(run));

/** Each long number becomes a mark with its place and its last four digits. */
export function hideNumbers(text: string): string {
  let place = 0;
  return text.replaceAll(longNumber, (run) => {
    if (/[a-f]/.test(run)) return run;
    place += 1;
    return `⟦${place} ····${run.slice(-4)}⟧`;
  });
}

/** Puts the numbers of `original` back where their marks stand now; undefined when there is a mark that `hideNumbers` never made. */
export function showNumbers(edited: string, original: string): string | undefined {
  const numbers = longNumbers(original);
  let known = true;
  const text = edited.replaceAll(hidden, (_mark, place: string) => {
    const number = numbers[Number(place) - 1];
    if (number === undefined) known = false;
    return number ?? '';
  });
  return known ? text : undefined;
}
