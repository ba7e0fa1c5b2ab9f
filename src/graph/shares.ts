/** Beyond that nobody reads on. */
const MOST_DIGITS = 6;

/**
 * Two parts of the fleet as people say them, with as few digits as tell them apart; never more than they are.
 * @param reached 0 to 1
 * @param place 0 to 1
 */
export function shares(reached: number, place: number): readonly [string, string] {
  for (let digits = 0; digits < MOST_DIGITS; digits += 1) {
    const pair = [percent(reached, digits), percent(place, digits)] as const;
    if (pair[0] !== pair[1]) return pair;
  }
  return [percent(reached, MOST_DIGITS), percent(place, MOST_DIGITS)];
}

function percent(share: number, digits: number): string {
  const steps = 10 ** digits;
  // 0.29 times 100 is a little less than 29.
  return `${Math.floor(share * 100 * steps + 1e-6) / steps} %`;
}
