import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { saveFile } from '../parts/save-file.js';
import { useSay } from '../texts/use-say.js';
import type { GraphFile } from './files.js';

/** The graph as files. */
export function FileMenu({ files }: { readonly files: readonly GraphFile[] }) {
  const say = useSay();
  return (
    <Menu title={say('graph.download')}>
      {files.map((file) => (
        <button
          key={file.name}
          class="button-plain"
          data-file={file.name}
          onClick={() => saveFile(file.fileName, file.text(), file.type)}
        >
          {file.name}
        </button>
      ))}
    </Menu>
  );
}

function Menu({ title, children }: { readonly title: string; readonly children: ComponentChildren }) {
  const menu = useRef<HTMLDetailsElement>(null);
  const close = () => menu.current?.removeAttribute('open');
  return (
    <details
      ref={menu}
      class="graph-menu"
      onClick={({ target }) => target instanceof HTMLButtonElement && close()}
      onKeyDown={({ key }) => key === 'Escape' && close()}
    >
      <summary class="button button-small">{title}</summary>
      <div class="graph-menu-list">{children}</div>
    </details>
  );
}
