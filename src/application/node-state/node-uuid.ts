import { hmacSha256 } from './sha256.js';

/** What agents are called towards systemd. @see zincati src/identity/mod.rs */
const APPLICATION = bytesOf('de35106b6ec24688b63afddaa156679b');

/**
 * The uuid by which a node is known to servers: 32 lower-case hex digits. The machine id cannot be told from it.
 * @param machineId 32 hex digits, as in /etc/machine-id; `null` comes of anything else
 * @see cincinnati.md B.11, and systemd's sd_id128_get_machine_app_specific
 */
export function nodeUuid(machineId: string): string | null {
  const id = machineId.trim();
  if (!/^[0-9a-f]{32}$/i.test(id)) return null;
  const digest = hmacSha256(bytesOf(id), APPLICATION).subarray(0, 16);
  const view = new DataView(digest.buffer);
  view.setUint8(6, (view.getUint8(6) & 0x0f) | 0x40);
  view.setUint8(8, (view.getUint8(8) & 0x3f) | 0x80);
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * A uuid as agents send it, whatever form it was configured in; `null` for what they refuse.
 * @see cincinnati.md B.11
 */
export function canonicalUuid(text: string): string | null {
  const [, ...parts] = UUID.exec(text.toLowerCase()) ?? [];
  return parts.length === 0 ? null : parts.join('');
}

/** Plain, with hyphens, in braces, or as a URN. */
const UUID =
  /^(?:urn:uuid:|\{)?([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})\}?$/;

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}
