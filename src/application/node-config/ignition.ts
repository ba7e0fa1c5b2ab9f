import { DROP_IN_PATH } from './drop-in.js';

/** A file as Ignition 3 has it. */
export interface IgnitionFile {
  readonly path: string;
  readonly mode: number;
  readonly contents: { readonly source: string };
}

/** The file that Ignition writes at the first boot. Everybody may read it: 0644, which JSON can only say as 420. */
export function ignitionFile(content: string): IgnitionFile {
  return { path: DROP_IN_PATH, mode: 0o644, contents: { source: dataUrl(content) } };
}

/** An Ignition configuration with nothing but the file, in the oldest version that every Ignition 3 reads. */
export function ignition(content: string): string {
  return ignitionText({ ignition: { version: '3.0.0' }, storage: { files: [ignitionFile(content)] } });
}

/** An Ignition configuration as a file, for people to read, too. */
export function ignitionText(config: object): string {
  return `${JSON.stringify(config, null, 2)}\n`;
}

/** Escaped as Butane does it. @see RFC 2397, RFC 3986 2.3 */
function dataUrl(content: string): string {
  const escaped = encodeURIComponent(content).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `data:,${escaped}`;
}
