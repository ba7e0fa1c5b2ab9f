import { useState } from 'preact/hooks';
import { useLive } from '../api/live.js';
import { ProblemNote } from '../parts/problem-note.js';
import { changeQuery, useRoute } from '../state/route.js';
import { useSay } from '../texts/use-say.js';
import { Answer } from './answer.js';
import { agentQuery, fieldOf, fieldsIn, inAddress, missingIn, type Fields, type Missing } from './fields.js';
import { NodeForm } from './node-form.js';
import { PasteBox } from './paste-box.js';
import type { Reading } from './reading.js';

/** Why a node does not update. What is asked stands in the address, as the agent of the node says it. */
export function ExplainPage() {
  const say = useSay();
  const fields = fieldsIn(useRoute().query);
  const missing = missingIn(fields);
  const question = missing.length === 0 ? { path: {}, query: agentQuery(fields) } : null;
  const { body, problem } = useLive('GET /v1/explain', question);
  const [reading, setReading] = useState<Reading | null>(null);
  const faulty = problem && fieldOf(problem.kind, problem.message);
  const change = (changed: Partial<Fields>) => changeQuery(inAddress(changed));
  return (
    <section class="page page-explain">
      <h1>{say('explain.title')}</h1>
      <p class="quiet explain-lead">{say('explain.lead')}</p>
      <div class="explain-sheet">
        <div class="explain-ask card">
          <PasteBox reading={reading} onRead={setReading} onChange={change} />
          <NodeForm
            fields={fields}
            missing={missing}
            fault={faulty ? { field: faulty, message: problem.message } : null}
            onChange={change}
          />
        </div>
        <div class="explain-answer">
          {missing.length > 0 && <Wanted missing={missing} />}
          {problem && faulty === null && !problem.isOutage && <ProblemNote problem={problem} />}
          {problem && faulty && <p class="note note-error">{say('explain.seeField')}</p>}
          {question && !body && !problem && <p class="quiet">{say('app.loading')}</p>}
          {question && body && <Answer answer={body} fields={fields} reading={reading} onChange={change} />}
        </div>
      </div>
    </section>
  );
}

/** By name what is still to be said, and where all of it is found. */
function Wanted({ missing }: { readonly missing: readonly Missing[] }) {
  const say = useSay();
  return (
    <div class="explain-wanted">
      {missing.length < 3 && (
        <p class="note note-warning" role="status" data-missing={missing.join(' ')}>
          <strong>{say('explain.missing')}</strong>
          {missing.map((one) => say(`explain.missing_${one}`)).join(say('explain.comma'))}
        </p>
      )}
      <h2>{say('explain.whereFrom')}</h2>
      <dl class="explain-sources">
        <dt>{say('explain.source_status')}</dt>
        <dd>
          <code>rpm-ostree status --json</code>
        </dd>
        <dt>{say('explain.source_uuid')}</dt>
        <dd>
          <code>journalctl -u zincati | grep &quot;running on node&quot;</code>
        </dd>
        <dt>{say('explain.source_machineId')}</dt>
        <dd>
          <code>hostnamectl</code>
        </dd>
        <dt>{say('explain.source_query')}</dt>
        <dd>
          <code>/v1/graph?stream=…&amp;basearch=…&amp;os_checksum=…</code>
        </dd>
      </dl>
      <p class="quiet">{say('explain.sourcesTogether')}</p>
    </div>
  );
}
