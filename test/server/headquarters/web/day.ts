/** Types a day into a date field of the head office page, part by part, whatever order the language has. */
import type { Locator, Page } from '@playwright/test';

/** `day`: "2026-11-22". */
export async function typeDay(on: Page | Locator, name: string, day: string): Promise<void> {
  const [year = '', month = '', date = ''] = day.split('-');
  const field = on.getByRole('group', { name });
  for (const [part, digits] of [
    ['year', year],
    ['month', month],
    ['day', date],
  ] as const)
    await field.locator(`[data-type="${part}"]`).pressSequentially(digits);
}
