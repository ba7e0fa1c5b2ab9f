/** What can be wrong on the way, by the codes of node and undici, the most telling first. */
const REASONS: readonly (readonly [RegExp, string])[] = [
  [/^ECONNREFUSED$/, 'the connection was refused'],
  [/^ENOTFOUND$/, 'the name of the host was not found'],
  [/^EAI_/, 'the name of the host could not be looked up'],
  [/^(EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|ENETDOWN|EHOSTDOWN)$/, 'there is no way to the host'],
  [/^(EACCES|EPERM)$/, 'the connection was forbidden on this machine'],
  [/^CERT_HAS_EXPIRED$/, 'the certificate has expired'],
  [/^CERT_NOT_YET_VALID$/, 'the certificate is not valid yet'],
  [/^ERR_TLS_CERT_ALTNAME_INVALID$|^UND_ERR_PRX_TLS$/, 'the certificate is for another name'],
  [
    /SELF_SIGNED_CERT|^UNABLE_TO_(VERIFY|GET)/,
    'the certificate is not from an authority that is trusted here; NODE_EXTRA_CA_CERTS names a file with more of them',
  ],
  [/^(CERT_|CRL_|INVALID_|PATH_LENGTH|UNABLE_TO_)/, 'the certificate is not valid'],
  [/^(ERR_SSL_|EPROTO$)/, 'no TLS came about: is it a server for plain HTTP?'],
  [
    /^(UND_ERR_SOCKET|UND_ERR_RES_CONTENT_LENGTH_MISMATCH|HPE_INVALID_EOF_STATE|ECONNRESET|ECONNABORTED|EPIPE|ERR_STREAM_PREMATURE_CLOSE)$/,
    'the connection broke off before the answer was whole',
  ],
  [/^HPE_|^HTTPParserError:/, 'the answer is not HTTP'],
  [/^UND_ERR_HEADERS_OVERFLOW$/, 'the headers of the answer are too large'],
  [/^Z_BUF_ERROR$/, 'the compressed body ends too early'],
  [/^(Z_|ERR_(_ERROR_FORMAT|BROTLI))/, 'the compressed body is damaged'],
  [/^ETIMEDOUT$|^ERR_SOCKET_CONNECTION_TIMEOUT$/, 'the network gave the connection up'],
];

/** In plain words why nothing came; the same words for the same cause, so without addresses and ports of ours. */
export function reasonOf(error: unknown): string {
  const proxy = /^Proxy response \((\d+)\)|\((407)\)$/.exec(messageOf(error));
  if (proxy) return `the proxy answered ${proxy[1] ?? proxy[2]}`;
  const codes = codesOf(error);
  const known = REASONS.find(([pattern]) => codes.some((code) => pattern.test(code)));
  return known?.[1] ?? `it cannot be fetched: ${codes.toSorted().join(', ')}`;
}

/**
 * Of what was tried at once there are several; of what has a cause, the cause tells more. What has no code is
 * known by its message, which a code's would not be fit for: it may name a port of ours.
 */
function codesOf(error: unknown): readonly string[] {
  if (error instanceof AggregateError && error.errors.length > 0) return error.errors.flatMap(codesOf);
  if (!(error instanceof Error)) return [String(error)];
  if (error.cause instanceof Error) return codesOf(error.cause);
  return ['code' in error && typeof error.code === 'string' ? error.code : `${error.name}: ${error.message}`];
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : '';
}
