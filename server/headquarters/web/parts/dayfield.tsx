/** A day of the calendar, with or without a time, in the order and the words of the page's language; typed, or chosen from a month. */
import { parseDate, parseDateTime } from '@internationalized/date';
import {
  Button,
  Calendar,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
  DateInput,
  DatePicker,
  DateSegment,
  Dialog,
  FieldError,
  Group,
  Heading,
  Label,
  Popover,
} from 'react-aria-components';
import { Icon } from '../icons.tsx';
import { useWords } from '../text/language.ts';

/** `value`: "2026-11-22", with a time "2026-11-22T09:30"; empty for none. */
export function DayField(props: {
  readonly label: string;
  readonly value: string;
  readonly change: (day: string) => void;
  readonly time?: boolean;
  /** What is wrong; null when nothing is. */
  readonly flaw?: string | null;
}) {
  const { flaw = null, time = false, value } = props;
  const say = useWords();
  const read = time ? parseDateTime : parseDate;
  return (
    <DatePicker
      className="field"
      value={value === '' ? null : read(value)}
      onChange={(day) => props.change(day === null ? '' : day.toString().slice(0, time ? 16 : 10))}
      granularity={time ? 'minute' : 'day'}
      hourCycle={24}
      shouldForceLeadingZeros
      isInvalid={flaw !== null}
      validationBehavior="aria"
    >
      <Label className="day-name">{props.label}</Label>
      <Group className="input day">
        <DateInput className="day-parts num">
          {(segment) => <DateSegment segment={segment} className="day-part" />}
        </DateInput>
        <Button className="day-key" aria-label={say('parts:month')}>
          <Icon of="calendar" size={18} />
        </Button>
      </Group>
      <FieldError className="field-fault">{flaw}</FieldError>
      <Popover className="popover">
        <Dialog className="month" aria-label={say('parts:month')}>
          <Calendar>
            <div className="row">
              <Button slot="previous" className="key plain square">
                <Icon of="back" />
              </Button>
              <Heading />
              <Button slot="next" className="key plain square">
                <Icon of="forward" />
              </Button>
            </div>
            <CalendarGrid>
              <CalendarGridHeader>
                {(day) => <CalendarHeaderCell>{day}</CalendarHeaderCell>}
              </CalendarGridHeader>
              <CalendarGridBody>
                {(date) => <CalendarCell date={date} className="month-day num" />}
              </CalendarGridBody>
            </CalendarGrid>
          </Calendar>
        </Dialog>
      </Popover>
    </DatePicker>
  );
}
