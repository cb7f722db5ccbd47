import type { ConnectionCause } from '../../operations/faultDetail';

/**
 * Codes of the system (man 3 errno, getaddrinfo), of OpenSSL (nodejs.org/api/tls.html, X509 certificate error codes) and
 * of Node, by what they mean for a person. The most specific patterns come first.
 */
const CAUSES: readonly (readonly [pattern: RegExp, cause: ConnectionCause])[] = [
  // Errors of proxy agents have no codes (http-proxy-agent, tunnel), but their messages name the proxy.
  [/\bproxy\b|\btunneling socket\b|^ERR_PROXY/i, 'proxy'],
  [/^(?:ENOTFOUND|EAI_NONAME|EAI_NODATA|ENODATA)$/, 'noSuchHost'],
  // EAI_AGAIN: the name cannot be looked up now, mostly since there is no network.
  [/^(?:EAI_AGAIN|ENETUNREACH|ENETDOWN|EHOSTUNREACH|EHOSTDOWN|EADDRNOTAVAIL)$/, 'noNetwork'],
  [/^ECONNREFUSED$/, 'refused'],
  [/^(?:ECONNRESET|EPIPE|ECONNABORTED|ERR_STREAM_PREMATURE_CLOSE)$/, 'brokenOff'],
  [/^(?:ETIMEDOUT|ESOCKETTIMEDOUT)$/, 'timedOut'],
  [/^CERT_(?:HAS_EXPIRED|NOT_YET_VALID)$/, 'expiredCertificate'],
  [/^(?:CERT_|UNABLE_TO_|ERR_TLS_CERT_|INVALID_CA$|HOSTNAME_MISMATCH$)|_CERT(?:_|$)/, 'certificate'],
  [/^(?:EPROTO$|ERR_SSL_|ERR_TLS_)/, 'noTls'],
];

/** @param codeOrMessage the code of the error or, where it has none, its message */
export function connectionCauseOf(codeOrMessage: string): ConnectionCause {
  return CAUSES.find(([pattern]) => pattern.test(codeOrMessage))?.[1] ?? 'other';
}
