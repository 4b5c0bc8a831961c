/**
 * Every failure a user can meet, as a table of codes. A message is built from typed arguments
 * (so that it always names the file and the reason) and comes with a hint: the way out.
 * This file knows nothing of HTTP or exit codes beyond the coarse `kind`.
 */

/** What a door makes of it: REST maps a kind to a status, the command line to an exit code. */
export type ErrorKind = 'misuse' | 'input' | 'missing' | 'busy' | 'environment' | 'internal';

interface Described {
  kind: ErrorKind;
  message: string;
  hint: string;
}

const describe = {
  AUDIO_UNREADABLE: (a: { file: string; reason: string }): Described => ({
    kind: 'input',
    message: `${a.file}: cannot be read as audio: ${a.reason}`,
    hint: 'Export it again as a WAV file (16 or 24 bit) and retry.',
  }),
  AUDIO_UNSUPPORTED: (a: { file: string; reason: string }): Described => ({
    kind: 'input',
    message: `${a.file}: unsupported audio: ${a.reason}`,
    hint: 'Convert it to a plain WAV file (8 to 32 bit integer, or 32/64 bit float).',
  }),
  AUDIO_EMPTY: (a: { file: string }): Described => ({
    kind: 'input',
    message: `${a.file}: holds no audio samples`,
    hint: 'Export the sound again; the file was probably cut off while it was written.',
  }),
  AUDIO_SILENT: (a: { file: string }): Described => ({
    kind: 'input',
    message: `${a.file}: is silent`,
    hint: 'Pick a file whose peak is above -60 dBFS.',
  }),
  AUDIO_TOO_SHORT: (a: { file: string; ms: number; minMs: number }): Described => ({
    kind: 'input',
    message: `${a.file}: is too short (${a.ms.toFixed(1)} ms; at least ${String(a.minMs)} ms are needed)`,
    hint: 'Pick a whole one-shot.',
  }),
  AUDIO_TOO_LONG: (a: { file: string; seconds: number; maxSeconds: number }): Described => ({
    kind: 'input',
    message: `${a.file}: is too long (${a.seconds.toFixed(1)} s; at most ${String(a.maxSeconds)} s)`,
    hint: 'Cut the kick out of the recording first.',
  }),
  AUDIO_NOT_FINITE: (a: { file: string; index: number }): Described => ({
    kind: 'input',
    message: `${a.file}: sample ${String(a.index)} is not a finite number`,
    hint: 'The export is broken; render the sound again.',
  }),
} as const;

export type ErrorCode = keyof typeof describe;
export type ErrorArgs<C extends ErrorCode> = Parameters<(typeof describe)[C]>[0];

/** What crosses a process boundary. */
export interface ErrorBody {
  code: ErrorCode;
  message: string;
  hint: string;
}

/** A failure with a code, a message that names what failed and why, and the way out. */
export class KicklabError<C extends ErrorCode = ErrorCode> extends Error {
  readonly code: C;
  readonly hint: string;
  readonly kind: ErrorKind;

  constructor(code: C, args: ErrorArgs<C>, options?: ErrorOptions) {
    const described = (describe[code] as (a: ErrorArgs<C>) => Described)(args);
    super(described.message, options);
    this.name = 'KicklabError';
    this.code = code;
    this.hint = described.hint;
    this.kind = described.kind;
  }

  toBody(): ErrorBody {
    return { code: this.code, message: this.message, hint: this.hint };
  }
}
