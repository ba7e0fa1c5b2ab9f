import type { ComponentChildren } from 'preact';
import type { AuditView, RevisionView } from '../api/schema.js';
import { Distance, Time } from '../parts/time.js';
import { ROLES } from '../state/session.js';
import { useSay } from '../texts/use-say.js';
import { Deeds } from './deeds.js';

interface EntryProps {
  readonly entry: RevisionView | AuditView;
  /** Who did it, where more than the name is to be shown. */
  readonly actor?: ComponentChildren;
  /** Stands behind the time. */
  readonly children?: ComponentChildren;
}

/** What was done, why, when, by whom, and by which request. */
export function Entry({ entry, actor, children }: EntryProps) {
  const say = useSay();
  const { at, operations, reason, request_id: request } = entry;
  const role = ROLES.find((one) => one === entry.role);
  return (
    <div class="entry-body">
      <div class="entry-what">
        <Deeds operations={operations} reason={reason} />
        <p class="entry-who quiet">
          {actor ?? <span class="entry-actor">{entry.actor}</span>}{' '}
          <span>{role ? say(`app.role_${role}`) : entry.role}</span>{' '}
          {request !== null && (
            <span class="entry-request">
              {say('history.request')} <code>{request}</code>
            </span>
          )}
        </p>
      </div>
      <div class="entry-when">
        <Distance at={at} />
        <span class="quiet">
          <Time at={at} />
        </span>
        {children}
      </div>
    </div>
  );
}
