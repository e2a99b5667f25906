/** Whether a register can be reached, as a chip. */
import type { Contact } from '../../../shared/wire/registerlist.ts';
import type { Instant } from '../../../shared/identity.ts';
import { now } from './clock.ts';
import { useLanguage } from './display.tsx';
import { Icon } from './icons.tsx';
import { timeText } from '../../../shared/notation.ts';
import { daysSince } from './text/format.ts';
import { useWords } from './text/language.ts';

const tone: Readonly<Record<Contact, string>> = {
  connected: 'chip ok',
  offline: 'chip lamp',
  missing: 'chip stop',
  never: 'chip',
  off: 'chip',
};

export function ContactChip(props: {
  readonly contact: Contact;
  readonly lastContact: Instant | null;
}) {
  const { contact, lastContact } = props;
  const say = useWords();
  const language = useLanguage();
  const words = (): string => {
    if (contact === 'offline') {
      return lastContact === null
        ? say('registers:offlineOnly')
        : say('registers:offline', { time: timeText(lastContact, now(), language) });
    }
    if (contact !== 'missing') return say(`registers:${contact}`);
    return say('registers:missing', {
      count: lastContact === null ? 1 : daysSince(lastContact, now()),
    });
  };
  return (
    <span className={tone[contact]}>
      {contact === 'connected' && <Icon of="check" size={14} />}
      {words()}
    </span>
  );
}
