import { describe, expect, test } from 'vitest';
import { readTimeZone, readWindows } from '../../../src/application/node-config/window.js';

/** Windows as they are written, or what is wrong with them. */
function windows(text: string): readonly string[] {
  const faults: string[] = [];
  const read = readWindows(text, (message) => (faults.push(message), null));
  return faults.length > 0
    ? faults
    : read.map(({ days, startTime, lengthMinutes }) => `${days.join()} ${startTime} ${lengthMinutes}`);
}

describe('windows', () => {
  test.each([
    ['Sat,Sun 23:30 60', ['Sat,Sun 23:30 60']],
    ['sun,SAT,sunday 9:05 1', ['Sat,Sun 09:05 1']],
    ['  Tuesday   00:00\t10080 ', ['Tue 00:00 10080']],
    ['Mon 01:00 60\r\n\n Fri 02:00 30\n', ['Mon 01:00 60', 'Fri 02:00 30']],
    ['Mon 01:00 060', ['Mon 01:00 60']],
  ])('%j are read as %j', (text, expected) => {
    expect(windows(text)).toEqual(expected);
  });

  test.each([
    ['', 'it is missing: without a window nodes never reboot'],
    [' \n ', 'it is missing'],
    ['Sat 23:30', 'expected days, start and minutes'],
    ['Sat, Sun 23:30 60', 'expected days, start and minutes'],
    ['Sat 2330 60', 'expected days, start and minutes'],
    ['Sat 23:5 60', 'expected days, start and minutes'],
    ['Sat 23:30 60m', 'expected days, start and minutes'],
    ['Sat 23:30 -1', 'expected days, start and minutes'],
    ['Sat 23:30 60 x', 'expected days, start and minutes'],
    ['domenica 1:00 60', 'expected days of Mon, Tue, Wed, Thu, Fri, Sat, Sun'],
    ['Sat,Tues 1:00 60', 'expected days of'],
    ['Sat 24:00 60', 'expected a start from 00:00 to 23:59'],
    ['Sat 23:60 60', 'expected a start from 00:00 to 23:59'],
    ['Sat 23:30 0', 'expected 1 to 10080 minutes'],
    ['Sat 23:30 10081', 'expected 1 to 10080 minutes'],
    ['Sat 1:00 60\n'.repeat(51), 'there are more than 50'],
  ])('%j are refused: %s', (text, fault) => {
    expect(windows(text)).toEqual([expect.stringContaining(fault)]);
  });

  test('may be fifty', () => {
    expect(windows('Sat 1:00 60\n'.repeat(50))).toHaveLength(50);
  });
});

describe('time zones', () => {
  test.each([
    ['localtime', 'localtime'],
    ['UTC', 'UTC'],
    ['Europe/Berlin', 'Europe/Berlin'],
    ['Asia/Kolkata', 'Asia/Kolkata'],
    ['Asia/Calcutta', 'Asia/Calcutta'],
    ['Etc/GMT+1', 'Etc/GMT+1'],
    ['America/Port-au-Prince', 'America/Port-au-Prince'],
    ['America/Argentina/ComodRivadavia', 'America/Argentina/ComodRivadavia'],
    ['', 'expected a time zone'],
    ['Localtime', 'expected a time zone'],
    ['Mars/Phobos', 'expected a time zone'],
    ['europe/berlin', 'expected a time zone'],
    ['+01:00', 'expected a time zone'],
    ['Europe/Berlin/', 'expected a time zone'],
    ['xUTC', 'expected a time zone'],
    ['../etc/passwd', 'expected a time zone'],
    ['Europe/../UTC', 'expected a time zone'],
    ['EUROPE/BERLIN', 'write it as Europe/Berlin'],
    ['America/Dar_Es_salaam', 'expected a time zone'],
    ['Africa/Dar_Es_Salaam', 'write it as Africa/Dar_es_Salaam'],
    ['Asia/KOLKATA', 'expected a time zone'],
    ['Etc/UTC', 'Etc/UTC'],
    ['Arctic/Longyearbyen', 'Arctic/Longyearbyen'],
    ['Antarctica/DumontDUrville', 'Antarctica/DumontDUrville'],
    ['Atlantic/Reykjavik', 'Atlantic/Reykjavik'],
    ['Australia/NSW', 'Australia/NSW'],
    ['Indian/Maldives', 'Indian/Maldives'],
    ['Pacific/Auckland', 'Pacific/Auckland'],
    ['Africa/Nairobi', 'Africa/Nairobi'],
    ['Africa', 'expected a time zone'],
    ['US/Pacific', 'expected a time zone'],
    ['Japan', 'expected a time zone'],
    ['GMT', 'expected a time zone'],
    ['Utc', 'write it as UTC'],
  ])('%j is %s', (text, expected) => {
    const faults: string[] = [];
    const zone = readTimeZone(text, (message) => (faults.push(message), null));
    expect(zone ?? faults.join()).toContain(expected);
    expect(zone === null).toBe(expected !== text);
  });

  // ICU knows all of these, and a node's time zone database has no file for them.
  test.each([
    ...[
      'ACT',
      'AET',
      'AGT',
      'ART',
      'AST',
      'BET',
      'BST',
      'CAT',
      'CNT',
      'CST',
      'CTT',
      'EAT',
      'ECT',
      'IET',
      'IST',
    ],
    ...['JST', 'MIT', 'NET', 'NST', 'PLT', 'PNT', 'PRT', 'PST', 'SST', 'VST', 'Est', 'Cet', 'POLAND'],
    ...[
      'SystemV/PST8',
      'SystemV/EST5EDT',
      'SystemV/Pst8',
      'US/Pacific-New',
      'Canada/East-Saskatchewan',
      'ETC/UCT',
    ],
  ])('%s is no file that an agent could open', (name) => {
    const faults: string[] = [];
    expect(readTimeZone(name, (message) => (faults.push(message), null))).toBeNull();
    expect(faults).toEqual([
      expect.stringContaining('expected a time zone as Europe/Berlin, UTC or localtime'),
    ]);
  });
});
