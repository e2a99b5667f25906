/** The icons of the design: one stroke, 24 by 24, coloured by the text beside them. */
import type { ReactNode } from 'react';

const drawings = {
  cheque: (
    <>
      <rect x="2.5" y="6.500" width="19" height="11" rx="2" />
      <path d="M6 10.500h6M6 14h3.500M13.500 14.200c1-1.400 1.600-1.400 2 0 .400 1.200 1.200 1 2.500-.400" />
    </>
  ),
  coins: (
    <>
      <circle cx="9" cy="9.500" r="5.500" />
      <path d="M13 5.700a5.500 5.500 0 1 1 -3.300 9.300" />
      <path d="M9 7v5M7.200 8.300h3.200M7.200 10.700h3.200" />
    </>
  ),
  tag: (
    <>
      <path d="M12.2 3.5H20v7.800l-8.6 8.600a1.5 1.5 0 0 1-2.100 0l-5.700-5.700a1.5 1.5 0 0 1 0-2.100z" />
      <circle cx="16" cy="7.5" r="1.2" />
    </>
  ),
  pencil: (
    <>
      <path d="M4.5 19.500l1-4L16 5l3 3L8.500 18.500zM14 7l3 3" />
    </>
  ),
  lock: (
    <>
      <rect x="4.5" y="10.5" width="15" height="10" rx="2.5" />
      <path d="M8 10.5V7.2a4 4 0 0 1 8 0v3.3" />
      <path d="M12 14.2v2.6" />
    </>
  ),
  search: (
    <>
      <circle cx="10.5" cy="10.5" r="6" />
      <path d="m15 15 5 5" />
    </>
  ),
  barcode: (
    <>
      <path d="M4 6v12M7.5 6v12M10 6v12M14 6v12M16.5 6v12M20 6v12" />
    </>
  ),
  user: (
    <>
      <circle cx="12" cy="8" r="3.75" />
      <path d="M4.5 20c.7-4 3.6-6 7.5-6s6.8 2 7.5 6" />
    </>
  ),
  percent: (
    <>
      <path d="m18 6-12 12" />
      <circle cx="7.5" cy="7.5" r="2.5" />
      <circle cx="16.5" cy="16.5" r="2.5" />
    </>
  ),
  quantity: (
    <>
      <path d="M9.5 4 7.5 20M16.5 4l-2 16M4.5 9.200h16M3.5 15h16" />
    </>
  ),
  back: (
    <>
      <path d="M10 6 4.5 11.5 10 17" />
      <path d="M4.5 11.500H15a5 5 0 0 1 0 10h-2" />
    </>
  ),
  pause: (
    <>
      <path d="M8.5 5.500v13M15.5 5.500v13" />
    </>
  ),
  trash: (
    <>
      <path d="M4.5 7h15M9.5 7V4.500h5V7M6.5 7l.9 12.500h9.200L17.5 7M10.5 11v5M13.5 11v5" />
    </>
  ),
  more: (
    <>
      <circle cx="5.5" cy="12" r="1.3" />
      <circle cx="12" cy="12" r="1.3" />
      <circle cx="18.5" cy="12" r="1.3" />
    </>
  ),
  card: (
    <>
      <rect x="3" y="5.5" width="18" height="13" rx="2.5" />
      <path d="M3 10h18M6.5 15h4" />
    </>
  ),
  cash: (
    <>
      <rect x="2.5" y="6.5" width="19" height="11" rx="2" />
      <circle cx="12" cy="12" r="2.6" />
      <path d="M5.8 12h.1M18.1 12h.1" />
    </>
  ),
  gift: (
    <>
      <rect x="2.5" y="5" width="19" height="14" rx="2.5" />
      <path d="M12 5v3.500M12 15.500V19M12 12c-1.2-3.6-5.6-3.3-4.9-.7.5 1.7 3.4 1.3 4.9.7zm0 0c1.2-3.6 5.6-3.3 4.9-.7-.5 1.7-3.4 1.3-4.9.7zm0 0-2 3.200m2-3.2 2 3.2" />
    </>
  ),
  envelope: (
    <>
      <rect x="3" y="5.5" width="18" height="13" rx="2" />
      <path d="m3.5 7.5 8.500 6 8.500-6" />
    </>
  ),
  save: (
    <>
      <path d="M12 4v10.500M7.5 10.500l4.500 4.500 4.500-4.500M4.500 19.500h15" />
    </>
  ),
  memo: (
    <>
      <path d="M6 3.500h12v17l-2.4-1.6-2.4 1.6-2.4-1.6-2.4 1.600L6 20.500z" />
      <path d="M9.5 8.500h5M9.5 12.500h5" />
    </>
  ),
  check: (
    <>
      <path d="m5 12.5 4.5 4.500L19 7.5" />
    </>
  ),
  cross: (
    <>
      <path d="m6 6 12 12M18 6 6 18" />
    </>
  ),
  clock: (
    <>
      <circle cx="12" cy="12" r="8.5" />
      <path d="M12 7v5.200l3.3 2" />
    </>
  ),
  up: (
    <>
      <path d="M12 19V5.500M6 11l6-6 6 6" />
    </>
  ),
  printer: (
    <>
      <path d="M7 9V4h10v5M7 17H4.500V9.500h15V17H17" />
      <path d="M7 14h10v6H7z" />
    </>
  ),
  drawer: (
    <>
      <rect x="3" y="12" width="18" height="7.5" rx="1.5" />
      <path d="M5.5 12 7.5 5h9l2 7M10 15.800h4" />
    </>
  ),
  down: (
    <>
      <path d="m6 9.5 6 6 6-6" />
    </>
  ),
  right: (
    <>
      <path d="m9.5 6 6 6-6 6" />
    </>
  ),
  left: (
    <>
      <path d="m14.5 6-6 6 6 6" />
    </>
  ),
  sync: (
    <>
      <path d="M19.5 11a7.5 7.5 0 0 0-13.6-3.300L4.5 9.500M4.5 5v4.500H9M4.5 13a7.5 7.5 0 0 0 13.6 3.300l1.4-1.800M19.5 19v-4.500H15" />
    </>
  ),
  plug: (
    <>
      <path d="M9 3.500V8M15 3.500V8M6.5 8h11v3.500a5.5 5.5 0 0 1-11 0zM12 17v3.5" />
    </>
  ),
  registers: (
    <>
      <rect x="4" y="4.5" width="16" height="10.5" rx="2" />
      <path d="M8.5 19.500h7M12 15v4.5" />
    </>
  ),
  erase: (
    <>
      <path d="M9 6h11.500v12H9l-5.5-6z" />
      <path d="m12.5 9.8 4.4 4.400M16.9 9.800l-4.4 4.4" />
    </>
  ),
  info: (
    <>
      <circle cx="12" cy="12" r="8.5" />
      <path d="M12 11v5M12 7.800v.1" />
    </>
  ),
} as const satisfies Record<string, ReactNode>;

export type IconName = keyof typeof drawings;

export const Icon = ({
  name,
  size = 22,
  className = '',
}: {
  readonly name: IconName;
  readonly size?: number;
  readonly className?: string;
}) => (
  <svg
    className={`icon ${className}`.trim()}
    width={size}
    height={size}
    viewBox="0 0 24 24"
    aria-hidden="true"
  >
    {drawings[name]}
  </svg>
);
