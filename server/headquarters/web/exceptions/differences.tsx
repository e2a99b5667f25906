/** The second look at a repair: what was removed and added, each with a few lines around it. */
import { useWords } from '../text/language.ts';
import { diffLines, type DiffLine } from './diff.ts';

const around = 2;
type Shown = DiffLine | { readonly what: 'skipped'; readonly count: number };

/** Long runs without a difference become one line that counts them. */
function shortened(lines: readonly DiffLine[]): Shown[] {
  const near = (at: number): boolean =>
    lines.slice(Math.max(0, at - around), at + around + 1).some((line) => line.what !== 'same');
  const shown: Shown[] = [];
  let skipped = 0;
  const rest = (): void => {
    if (skipped > 0) shown.push({ what: 'skipped', count: skipped });
    skipped = 0;
  };
  for (const [at, line] of lines.entries()) {
    if (near(at)) {
      rest();
      shown.push(line);
    } else skipped += 1;
  }
  rest();
  return shown;
}

const mark = { same: ' ', removed: '−', added: '+', skipped: '⋯' } as const;

export function Differences(props: { readonly before: string; readonly after: string }) {
  const say = useWords();
  const lines = shortened(diffLines(props.before, props.after));
  return (
    <section className="diff" aria-label={say('exceptions:differences')}>
      <ol>
        {lines.map((line, index) => (
          <li key={index} className={line.what}>
            <span aria-hidden="true">{mark[line.what]}</span>
            {line.what === 'skipped' ? (
              say('exceptions:unchanged', { count: line.count })
            ) : (
              <code>
                {line.what !== 'same' && (
                  <span className="unseen">{say(`exceptions:${line.what}`)} </span>
                )}
                {line.text}
              </code>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
