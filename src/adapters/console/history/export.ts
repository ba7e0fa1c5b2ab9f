/** A page of the API as it came, and where the next one is. */
export interface TextPage {
  readonly text: string;
  readonly next: string | null;
}

export interface Exported {
  readonly text: string;
  readonly count: number;
}

export type ExportFormat = 'csv' | 'json';

export const MEDIA_TYPES = { csv: 'text/csv', json: 'application/json' } as const;

interface ExportWatch {
  /** Told after each page how many entries there are so far. */
  readonly onProgress: (count: number) => void;
  readonly isStopped: () => boolean;
}

/**
 * Every page of a list in one text, as the API would give it if it gave all at once.
 * @param read gives the page at an address
 * @returns `null` where it was stopped
 */
export async function exportAll(
  start: string,
  read: (address: string) => Promise<TextPage>,
  { format, onProgress, isStopped }: ExportWatch & { readonly format: ExportFormat },
): Promise<Exported | null> {
  const pages: string[] = [];
  let count = 0;
  let address: string | null = start;
  while (address !== null) {
    const { text, next }: TextPage = await read(address);
    if (isStopped()) return null;
    pages.push(text);
    count += entriesIn(format, text);
    onProgress(count);
    address = next;
  }
  return { text: ASSEMBLED[format](pages), count };
}

/** The address of the next page, out of the header Link. @see RFC 8288 */
export function nextIn(link: string | null): string | null {
  return /<([^>]*)>\s*;\s*rel="?next"?/.exec(link ?? '')?.[1] ?? null;
}

const ASSEMBLED: Readonly<Record<ExportFormat, (pages: readonly string[]) => string>> = {
  csv: (pages) => pages.map((page, index) => (index === 0 ? page : page.slice(headOf(page).length))).join(''),
  json: (pages) =>
    `${JSON.stringify({ items: pages.flatMap((page) => itemsIn(page)), next_cursor: null }, null, 2)}\n`,
};

function entriesIn(format: ExportFormat, text: string): number {
  return format === 'json' ? itemsIn(text).length : recordsIn(text) - 1;
}

/** Names of columns need no quotes, so the first line is the head. */
function headOf(csv: string): string {
  return /^.*\r?\n/.exec(csv)?.[0] ?? csv;
}

/** A line end in quotes ends no record. */
function recordsIn(csv: string): number {
  return csv.replace(/"(?:[^"]|"")*"/g, '').split(/\r?\n/).length - 1;
}

function itemsIn(json: string): readonly unknown[] {
  const page: unknown = JSON.parse(json);
  if (typeof page !== 'object' || page === null || !('items' in page)) return [];
  return Array.isArray(page.items) ? page.items : [];
}
