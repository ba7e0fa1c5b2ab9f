/** What a browser keeps for the next time; browsers that keep nothing are no fault of ours. */
export interface Kept {
  readonly read: (key: string) => string | null;
  readonly write: (key: string, value: string | null) => void;
}

/** For this browser, over restarts. */
export const kept: Kept = keptIn(() => localStorage);

/** For this tab, until it is closed. */
export const keptForTab: Kept = keptIn(() => sessionStorage);

function keptIn(storage: () => Storage): Kept {
  return {
    read: (key) => orNull(() => storage().getItem(PREFIX + key)),
    write: (key, value) => {
      orNull(() => {
        if (value === null) storage().removeItem(PREFIX + key);
        else storage().setItem(PREFIX + key, value);
      });
    },
  };
}

const PREFIX = 'roost.';

/** Browsers throw where a person has forbidden to keep things, or where there is no room. */
function orNull<T>(act: () => T): T | null {
  try {
    return act();
  } catch {
    return null;
  }
}
