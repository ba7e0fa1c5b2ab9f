import { useEffect, useRef, useState } from 'preact/hooks';
import type { MadeTokenView } from '../api/schema.js';
import { copy } from '../parts/copy.js';
import { useSay } from '../texts/use-say.js';

interface FreshSecretProps {
  readonly made: MadeTokenView;
  readonly onForget: () => void;
}

/** The token itself, which nobody can see again: it lives only as long as this box. */
export function FreshSecret({ made: { name, token }, onForget }: FreshSecretProps) {
  const say = useSay();
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  return (
    <div class="fresh-secret note note-warning" data-secret>
      <h3 ref={title} tabIndex={-1}>
        {say('tokens.secretTitle', { name })}
      </h3>
      {token === undefined ? <p>{say('tokens.secretLost')}</p> : <Secret token={token} />}
      <div class="buttons">
        <button class="button" data-act="forget" onClick={onForget}>
          {token === undefined ? say('app.close') : say('tokens.haveIt')}
        </button>
      </div>
    </div>
  );
}

function Secret({ token }: { readonly token: string }) {
  const say = useSay();
  const field = useRef<HTMLTextAreaElement>(null);
  const [said, setSaid] = useState('');
  const take = async () => {
    field.current?.select();
    setSaid((await copy(token)) ? say('tokens.copied') : say('tokens.copyYourself'));
  };
  return (
    <>
      <p>{say('tokens.secretOnce')}</p>
      <div class="secret-line">
        <textarea
          ref={field}
          name="secret"
          readOnly
          rows={2}
          value={token}
          aria-label={say('app.token')}
          autocomplete="off"
          spellcheck={false}
        />
        <button class="button button-primary" data-act="copy" onClick={() => void take()}>
          {say('tokens.copy')}
        </button>
      </div>
      <p role="status">{said}</p>
    </>
  );
}
