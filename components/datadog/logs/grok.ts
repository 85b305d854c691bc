/** How an access log writes one line: a matching rule, and the parts that it is made of. */
export interface AccessFormat {
  readonly rule: string;
  readonly sample: string;
}

const quoted = String.raw`regex("[^\"]*")`;

/**
 * Parts that the formats share. A part that is missing is written `-`, which becomes no attribute. The attributes are
 * Datadog's standard ones, so that facets and the map of clients work without further set-up.
 */
export const supportRules = [
  "client %{ipOrHost:network.client.ip}",
  `user %{notSpace:http.auth:nullIf("-")}`,
  String.raw`request "%{word:http.method} %{notSpace:http.url}( HTTP\/%{number:http.version})?"`,
  "status %{integer:http.status_code}",
  "size (%{integer:network.bytes_written}|-)",
  `referer "%{${quoted}:http.referer:nullIf("-")}"`,
  `agent "%{${quoted}:http.useragent:nullIf("-")}"`,
].join("\n");

/** The formats of access logs, by the technology that writes them. */
export const accessFormats: Readonly<Record<string, AccessFormat>> = {
  nginx: {
    rule: String.raw`combined %{client} %{notSpace} %{user} \[%{date("dd/MMM/yyyy:HH:mm:ss Z"):timestamp}\] %{request} %{status} %{size} %{referer} %{agent}.*`,
    sample: `203.0.113.7 - - [05/Jan/2026:09:00:00 +0000] "GET /health HTTP/1.1" 200 2 "-" "curl/8.5.0"`,
  },
  alb: {
    rule: `balanced %{word:network.protocol} %{date("yyyy-MM-dd'T'HH:mm:ss.SSSSSSZ"):timestamp} %{notSpace:elb.name} %{client}:%{port:network.client.port} %{notSpace:elb.target} %{number} %{number} %{number} %{status} %{notSpace} %{integer:network.bytes_read} %{integer:network.bytes_written} %{request} %{agent}.*`,
    sample: `https 2026-01-05T09:00:00.000000Z app/web/50dc6c495c0c9188 203.0.113.7:46532 10.0.0.5:80 0.001 0.002 0.000 200 200 34 366 "GET https://example.com:443/ HTTP/1.1" "curl/8.5.0" - -`,
  },
};
