import { addressOf } from '../api/ask.js';
import { useSay } from '../texts/use-say.js';

/** The two documents of a stream, as files: they are for everybody. */
export function Documents({ stream }: { readonly stream: string }) {
  const say = useSay();
  const path = { stream };
  const releases = addressOf('GET /prod/streams/{stream}/releases.json', { path });
  const updates = addressOf('GET /updates/{stream}.json', { path });
  return (
    <p class="documents quiet">
      {say('history.documents')}{' '}
      <a href={releases} download={`${stream}-releases.json`}>
        releases.json
      </a>{' '}
      <a href={updates} download={`${stream}.json`}>
        {stream}.json
      </a>
    </p>
  );
}
