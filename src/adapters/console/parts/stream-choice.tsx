import { useEffect } from 'preact/hooks';
import { useLive } from '../api/live.js';
import { go, pathTo, useRoute } from '../state/route.js';
import { useSay } from '../texts/use-say.js';

/** The stream a page is of, and the way to another; where the address names none it is the first one. */
export function StreamChoice() {
  const say = useSay();
  const { page, stream } = useRoute();
  const { body } = useLive('GET /v1/streams', { path: {}, query: { limit: 500 } });
  const names = body?.items.map(({ name }) => name) ?? [];
  const first = names[0];
  useEffect(() => {
    if (stream === null && first !== undefined) go(pathTo(page, first), { replace: true });
  }, [stream, first, page]);
  if (stream === null) return null;
  // An alias, or what is not there: the page says so itself.
  const shown = names.includes(stream) ? names : [stream, ...names];
  return (
    <label class="stream-choice">
      <span class="hidden">{say('streams.stream')}</span>
      <select value={stream} onChange={({ currentTarget }) => go(pathTo(page, currentTarget.value))}>
        {shown.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
