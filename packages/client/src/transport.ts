export interface HttpRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  body?: string | Uint8Array | undefined;
  /** Until the whole answer is there, or for a stream until its headers are. */
  timeoutMs: number;
  signal?: AbortSignal | undefined;
  /** Do not keep the process alive for it. */
  background?: boolean;
  /** The body will be read piece by piece. */
  stream?: boolean;
}

export interface HttpResponse {
  status: number;
  header(name: string): string | null;
  text(): Promise<string>;
  chunks(): AsyncIterable<Uint8Array>;
}

/** Sends one request. Rejects with a ConnectionError, a TimeoutError, or the signal's reason. */
export interface Transport {
  send(request: HttpRequest): Promise<HttpResponse>;
  close(): void;
}
