import type { BootedNode } from '../data/booted-node.js';
import type { Address } from '../load/address.js';
import { call } from '../load/call.js';

/** One of the forms in which the graphs of a stream are served. */
export interface Form {
  readonly path: string;
  readonly coding: string;
}

const BASEARCHES = ['aarch64', 'x86_64'] as const;
const OCI = ['false', 'true'] as const;
/** Who is let in first, and who last. */
const WARINESS = ['0', '1'] as const;
const CODINGS = ['identity', 'gzip', 'br', 'zstd'] as const;

/** Every scope of a made stream with images, for the first and the last, in every coding that the server has. */
export async function formsOf(address: Address, { stream }: BootedNode): Promise<readonly Form[]> {
  const paths = BASEARCHES.flatMap((basearch) =>
    OCI.flatMap((oci) =>
      WARINESS.map((wariness) => {
        const query = { stream, basearch, oci, rollout_wariness: wariness };
        return `/v1/graph?${new URLSearchParams(query).toString()}`;
      }),
    ),
  );
  const forms = paths.flatMap((path) => CODINGS.map((coding) => ({ path, coding })));
  const served = await Promise.all(forms.map(async (form) => (await look(address, form, 'GET')).isInCoding));
  return forms.filter((_, index) => served[index]);
}

/** The forms that are not served yet as of a revision. */
export async function notYet(
  address: Address,
  forms: readonly Form[],
  revision: number,
): Promise<readonly Form[]> {
  const looks = await Promise.all(forms.map(async (form) => look(address, form, 'HEAD')));
  return forms.filter((_, index) => {
    const seen = looks[index];
    return !seen?.isInCoding || seen.revision < revision;
  });
}

/** @throws Error where GET does not say what HEAD has said */
export async function requireServed(
  address: Address,
  forms: readonly Form[],
  revision: number,
): Promise<void> {
  for (const form of forms) {
    const seen = await look(address, form, 'GET');
    if (seen.isInCoding && seen.revision >= revision) continue;
    throw new Error(`${form.path} in ${form.coding} is not served as of revision ${revision}`);
  }
}

async function look(address: Address, { path, coding }: Form, method: 'GET' | 'HEAD') {
  const { status, headers } = await call(address, { method, path, headers: { 'Accept-Encoding': coding } });
  if (status !== 200) throw new Error(`${path} is answered with ${status}`);
  const isInCoding = (headers['content-encoding'] ?? 'identity') === coding;
  return { isInCoding, revision: Number(headers['roost-revision']) };
}
