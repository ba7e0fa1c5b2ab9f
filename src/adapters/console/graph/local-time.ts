/** A moment as an input for date and time takes it: in the zone of the browser, to the second. */
export function inputOf(epoch: number): string {
  const date = new Date(epoch * 1000);
  const [day, time] = [
    [date.getFullYear().toString().padStart(4, '0'), two(date.getMonth() + 1), two(date.getDate())],
    [two(date.getHours()), two(date.getMinutes()), two(date.getSeconds())],
  ];
  return `${day.join('-')}T${time.join(':')}`;
}

/** Seconds since the Unix epoch; `null` for what is no moment. */
export function momentIn(text: string): number | null {
  const moment = new Date(text).getTime();
  return Number.isNaN(moment) ? null : Math.floor(moment / 1000);
}

function two(value: number): string {
  return value.toString().padStart(2, '0');
}
