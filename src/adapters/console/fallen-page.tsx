import { Component, type ComponentChildren } from 'preact';
import { useSay } from './texts/use-say.js';

interface PageGuardProps {
  readonly children: ComponentChildren;
}

interface PageGuardState {
  /** What a page has thrown while it was drawn. */
  readonly fault: string | null;
}

/** Keeps the frame standing when a page falls. */
export class PageGuard extends Component<PageGuardProps, PageGuardState> {
  override state: PageGuardState = { fault: null };

  static override getDerivedStateFromError(error: unknown): PageGuardState {
    return { fault: error instanceof Error ? error.message : String(error) };
  }

  override render() {
    const { fault } = this.state;
    return fault === null ? this.props.children : <FallenPage fault={fault} />;
  }
}

function FallenPage({ fault }: { readonly fault: string }) {
  const say = useSay();
  return (
    <section class="page">
      <h1>{say('app.fallen')}</h1>
      <p class="note note-error" role="alert">
        {say('app.fallenHint')} <code>{fault}</code>
      </p>
      <button class="button button-primary" onClick={() => location.reload()}>
        {say('app.reload')}
      </button>
    </section>
  );
}
