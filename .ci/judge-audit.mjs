// Reads what "npm audit --json" says. Ends with 1 where an advisory is high or critical, and with 0 where there is
// none, or where the registry does not answer: that is no fault of the code.
import { text } from 'node:stream/consumers';

/** Advisories that do not concern us, each with its reason: { 'GHSA-...': 'we never call it' }. */
const ALLOWED = {};

const report = parsed(await text(process.stdin));
if (typeof report?.vulnerabilities !== 'object') {
  console.log('npm audit: the registry does not answer, nothing is known');
} else {
  const advisories = Object.values(report.vulnerabilities)
    .flatMap(({ via }) => via)
    .filter((one) => typeof one === 'object' && ['high', 'critical'].includes(one.severity))
    .filter(({ url = '' }) => !(url.split('/').at(-1) in ALLOWED));
  for (const { severity, name, range, title, url } of advisories)
    console.log(`${severity}: ${name} ${range}: ${title} (${url})`);
  console.log(`npm audit: ${advisories.length} high or critical in what the server ships with`);
  process.exitCode = advisories.length > 0 ? 1 : 0;
}

function parsed(json) {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
