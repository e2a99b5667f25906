/** Amounts, spans, rates and counts that only the register's screens write; what every screen writes is in `shared/notation.ts`. */
import type { Language } from '../../shared/identity.ts';
import { currencyDigits, type Currency, type Minor } from '../../shared/money.ts';
import {
  amountText,
  dateFormat,
  hourText,
  numberFormat,
  trueMinus,
} from '../../shared/notation.ts';

const nb = '\u00a0';

/** Without symbol, for lines and sums: "1,234.50". */
export const figureText = (amount: Minor, currency: Currency, language: Language): string => {
  const digits = currencyDigits(currency);
  return amountText(amount, currency, language, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
};

/** A banknote or other round amount: "$70", "$66.10". */
export const noteText = (amount: Minor, currency: Currency, language: Language): string =>
  amountText(amount, currency, language, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    trailingZeroDisplay: 'stripIfInteger',
  });

/** Thousandths of a percent: 7250 is "7.25%". */
export const percentText = (thousandths: number, language: Language): string =>
  numberFormat(language, { style: 'percent', maximumFractionDigits: 3 }).format(
    thousandths / 100_000,
  );

export const countText = (count: number, language: Language): string =>
  trueMinus(numberFormat(language).format(count));

/** A day of the calendar, YYYY-MM-DD: "Nov 22, 2008", "2008年11月22日". */
export const dayText = (day: string, language: Language): string =>
  dateFormat(language, { dateStyle: 'medium', timeZone: 'UTC' })
    .format(new Date(`${day}T00:00:00.000Z`))
    .replaceAll(' ', nb);

/** The header's clock. */
export const clockText = (now: Date, language: Language): string => hourText(now, language);

const words = {
  'en-US': { seconds: ['s'], minutes: ['min'], hours: ['h'], day: 'day', days: 'days' },
  'zh-CN': { seconds: ['秒'], minutes: ['分钟'], hours: ['小时'], day: '天', days: '天' },
} as const;

/** A span in the largest fitting units: "35 s", "12 min", "4 h 47 min", "3 days". */
export function spanText(milliseconds: number, language: Language): string {
  const say = words[language];
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 60) return `${seconds}${nb}${say.seconds[0]}`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}${nb}${say.minutes[0]}`;
  const hours = Math.floor(minutes / 60);
  if (hours >= 24) {
    const days = Math.floor(hours / 24);
    return `${days}${nb}${days === 1 ? say.day : say.days}`;
  }
  const rest = minutes % 60;
  const whole = `${hours}${nb}${say.hours[0]}`;
  const minute = language === 'zh-CN' ? '分' : 'min';
  return rest === 0 ? whole : `${whole}${nb}${rest}${nb}${minute}`;
}

/** Milliseconds as seconds with one decimal: "0.2". */
export const tenthsText = (milliseconds: number, language: Language): string =>
  numberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(
    Math.abs(milliseconds) / 1000,
  );

const digits = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/** A percentage off as people say it: "10% off", 九折, 八五折; an odd one plainly: 减 12.5%. */
export function percentOffText(thousandths: number, language: Language): string {
  if (language === 'en-US') return `${percentText(thousandths, language)} off`;
  const kept = 100 - thousandths / 1000;
  if (!Number.isInteger(kept) || kept < 10 || kept > 99)
    return `减${nb}${percentText(thousandths, language)}`;
  const said = Array.from(String(kept))
    .map((digit) => digits[Number(digit)])
    .join('');
  return `${said.replace(/零$/, '')}折`;
}
