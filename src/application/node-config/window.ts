import { quoted, type Refuse } from './refuse.js';

/** When nodes may reboot, every week. */
export interface Window {
  /** In the order of the week. */
  readonly days: readonly Day[];
  /** `hh:mm`. */
  readonly startTime: string;
  /** 1 to a week's 10,080. */
  readonly lengthMinutes: number;
}

/** Short names: agents do not know "Tuesday", up to 0.0.32 it is misspelt in them. */
const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
/** A day as agents of all versions know it. */
export type Day = (typeof DAYS)[number];

const LONG_NAMES = {
  ...{ Mon: 'monday', Tue: 'tuesday', Wed: 'wednesday', Thu: 'thursday' },
  ...{ Fri: 'friday', Sat: 'saturday', Sun: 'sunday' },
} as const;

const MINUTES_OF_A_WEEK = 7 * 24 * 60;
const MOST_WINDOWS = 50;

/** Windows as `Sat,Sun 23:30 60`, one a line. An agent without any would never reboot; it does not start. */
export function readWindows(text: string, refuse: Refuse): readonly Window[] {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (lines.length === 0) refuse('it is missing: without a window nodes never reboot; as "Sat,Sun 23:30 60"');
  if (lines.length <= MOST_WINDOWS) return lines.flatMap((line) => readWindow(line, refuse) ?? []);
  refuse(`there are more than ${MOST_WINDOWS}: keep that many`);
  return [];
}

function readWindow(line: string, refuse: Refuse): Window | null {
  const [, names = '', hour = '', minute = '', length = ''] = FORM.exec(line) ?? [];
  if (names === '') {
    return refuse(`expected days, start and minutes, as "Sat,Sun 23:30 60"; was given ${quoted(line)}`);
  }
  const unknown = names.split(',').filter((name) => !DAYS.some((day) => isCalled(day, name)));
  if (unknown.length > 0) return refuse(`expected days of ${DAYS.join(', ')}; was given ${quoted(names)}`);
  if (Number(hour) > 23 || Number(minute) > 59) {
    return refuse(`expected a start from 00:00 to 23:59; was given ${quoted(`${hour}:${minute}`)}`);
  }
  const lengthMinutes = Number(length);
  if (lengthMinutes < 1 || lengthMinutes > MINUTES_OF_A_WEEK) {
    return refuse(`expected 1 to ${MINUTES_OF_A_WEEK} minutes, a week; was given ${quoted(length)}`);
  }
  const days = DAYS.filter((day) => names.split(',').some((name) => isCalled(day, name)));
  return { days, startTime: `${hour.padStart(2, '0')}:${minute}`, lengthMinutes };
}

const FORM = /^([a-z]+(?:,[a-z]+)*)\s+(\d{1,2}):(\d{2})\s+(\d{1,9})$/i;

function isCalled(day: Day, name: string): boolean {
  return [day.toLowerCase(), LONG_NAMES[day]].some((one) => one === name.toLowerCase());
}

/** A name that nodes have a file for in their time zone database, which is what an agent opens; or `localtime`. */
export function readTimeZone(text: string, refuse: Refuse): string | null {
  if (text === 'localtime') return text;
  const known = ZONE.test(text) ? canonicalZone(text) : null;
  // Files' names have their capitals; those of a name that has another one today nobody knows here.
  const isMisspelt = known !== null && known !== text && known.toLowerCase() === text.toLowerCase();
  if (isMisspelt && isFile(known)) return refuse(`write it as ${known}`);
  if (known !== null && isFile(text)) return text;
  return refuse(`expected a time zone as Europe/Berlin, UTC or localtime; was given ${quoted(text)}`);
}

const ZONE = /^[A-Z][\w+-]*(\/[A-Z][\w+-]*)*$/;

/** Whether a name that ICU knows is one of the database, and not one of Java or of System V, as "IST". */
function isFile(name: string): boolean {
  return name === 'UTC' || (OF_AN_AREA.test(name) && !SHOUTED.test(name));
}

const OF_AN_AREA = /^(Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific|Etc)\//;
/** No file's name has more capitals in a row than Australia/NSW. */
const SHOUTED = /[A-Z]{4}/;

/** As ICU knows it, which does not mind capitals; `null` where it does not. */
function canonicalZone(name: string): string | null {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}
