import type { ConnectionCause } from '../operations/faultDetail';

/**
 * Codes of the system (man 3 errno, getaddrinfo), of OpenSSL (nodejs.org/api/tls.html, X509 certificate error codes) and
 * of Node, by what they mean for a person. What says less comes last.
 */
const CAUSES: readonly (readonly [said: RegExp, cause: ConnectionCause])[] = [
  // What reaches through a proxy has no codes (http-proxy-agent, tunnel); its words name the proxy.
  [/\bproxy\b|\btunneling socket\b|^ERR_PROXY/i, 'proxy'],
  [/^(?:ENOTFOUND|EAI_NONAME|EAI_NODATA|ENODATA)$/, 'noSuchHost'],
  // A name that cannot be looked up just now: mostly there is no network.
  [/^(?:EAI_AGAIN|ENETUNREACH|ENETDOWN|EHOSTUNREACH|EHOSTDOWN|EADDRNOTAVAIL)$/, 'noNetwork'],
  [/^ECONNREFUSED$/, 'refused'],
  [/^(?:ECONNRESET|EPIPE|ECONNABORTED|ERR_STREAM_PREMATURE_CLOSE)$/, 'brokenOff'],
  [/^(?:ETIMEDOUT|ESOCKETTIMEDOUT)$/, 'timedOut'],
  [/^CERT_(?:HAS_EXPIRED|NOT_YET_VALID)$/, 'expiredCertificate'],
  [/^(?:CERT_|UNABLE_TO_|ERR_TLS_CERT_|INVALID_CA$|HOSTNAME_MISMATCH$)|_CERT(?:_|$)/, 'certificate'],
  [/^(?:EPROTO$|ERR_SSL_|ERR_TLS_)/, 'noTls'],
];

/** What a fault of a connection means, by the code of the system or, where it has none, by its words. */
export function connectionCauseOf(said: string): ConnectionCause {
  return CAUSES.find(([words]) => words.test(said))?.[1] ?? 'other';
}
