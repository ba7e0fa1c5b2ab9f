import type { RequestListener } from 'node:http';
import { Problem } from '../../graph/problem.js';
import { originForm } from './origin-form.js';
import { sendProblem } from './problem-response.js';

/** What is there for everybody; `/healthz` and `/readyz` are for who balances the load. @see http-api.md 2 */
const FOR_AGENTS = /^\/(v1\/|prod\/streams\/|updates\/|(healthz|readyz)(\?|$))/;

const NOTHING = 'there is nothing at this path: agents find /v1/graph';

/** Lets nothing through but what agents ask for: operators have a port of their own. */
export function onlyForAgents(next: RequestListener): RequestListener {
  return (request, response) => {
    // Whoever is behind this door must see the very path that was judged here.
    const target = originForm(request.url ?? '/');
    if (!FOR_AGENTS.test(target)) {
      sendProblem({ request, response }, new Problem('not_found', NOTHING));
      return;
    }
    request.url = target;
    next(request, response);
  };
}
