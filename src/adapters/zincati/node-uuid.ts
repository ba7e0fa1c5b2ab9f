import { createHmac } from 'node:crypto';

/** What agents are called towards systemd. @see zincati src/identity/mod.rs */
const APPLICATION = Buffer.from('de35106b6ec24688b63afddaa156679b', 'hex');

/**
 * The uuid by which a node is known to servers: 32 lower-case hex digits. The machine id cannot be told from it.
 * @param machineId 32 hex digits, as in /etc/machine-id; `null` comes of anything else
 * @see cincinnati.md B.11, and systemd's sd_id128_get_machine_app_specific
 */
export function nodeUuid(machineId: string): string | null {
  const id = machineId.trim();
  if (!/^[0-9a-f]{32}$/i.test(id)) return null;
  const bytes = createHmac('sha256', Buffer.from(id, 'hex')).update(APPLICATION).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex');
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
