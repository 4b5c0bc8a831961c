/**
 * Every failure a user can meet, as a table of codes. A message is built from typed arguments
 * (so that it always names the file and the reason) and comes with a hint: the way out.
 * This file knows nothing of HTTP or exit codes beyond the coarse `kind`.
 */

/** What a door makes of it: REST maps a kind to a status, the command line to an exit code. */
export type ErrorKind = 'misuse' | 'refused' | 'input' | 'missing' | 'busy' | 'environment' | 'internal';

interface Described {
  kind: ErrorKind;
  message: string;
  hint: string;
}

const describe = {
  FILE_NOT_FOUND: (a: { file: string }): Described => ({
    kind: 'missing',
    message: `${a.file}: does not exist`,
    hint: 'Check the path; the file may have been moved or renamed.',
  }),
  FILE_NOT_READABLE: (a: { file: string; reason: string }): Described => ({
    kind: 'input',
    message: `${a.file}: cannot be opened: ${a.reason}`,
    hint: 'Check that it is a file and that you may read it.',
  }),
  FFMPEG_MISSING: (a: { file: string; reason: string }): Described => ({
    kind: 'environment',
    message: `${a.file}: is not a WAV file, and ffmpeg, which decodes the others, was not found: ${a.reason}`,
    hint: 'Convert it to WAV, or install ffmpeg and put it on the PATH.',
  }),
  AUDIO_TOO_LARGE: (a: { file: string; megabytes: number; maxMegabytes: number }): Described => ({
    kind: 'input',
    message: `${a.file}: is too large (${a.megabytes.toFixed(0)} MB; at most ${String(a.maxMegabytes)} MB)`,
    hint: 'Cut the sound out of the recording first.',
  }),
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
    hint: 'Cut the sound out of the recording first.',
  }),
  AUDIO_NOT_FINITE: (a: { file: string; index: number }): Described => ({
    kind: 'input',
    message: `${a.file}: sample ${String(a.index)} is not a finite number`,
    hint: 'The export is broken; render the sound again.',
  }),
  BUNDLE_MISSING: (a: { dir: string }): Described => ({
    kind: 'missing',
    message: `${a.dir}: no model here (manifest.json was not found)`,
    hint: 'Name a model folder that was written by "train", or leave --model out for the factory model.',
  }),
  BUNDLE_FOREIGN: (a: { dir: string; reason: string }): Described => ({
    kind: 'input',
    message: `${a.dir}: not a model of this program: ${a.reason}`,
    hint: 'Name a model folder that was written by "train".',
  }),
  BUNDLE_TOO_NEW: (a: { dir: string; version: number; supported: number }): Described => ({
    kind: 'input',
    message: `${a.dir}: model format ${String(a.version)} is newer than this program reads (${String(a.supported)})`,
    hint: 'Update Kicklab.',
  }),
  BUNDLE_CORRUPT: (a: { dir: string; file: string; reason: string }): Described => ({
    kind: 'input',
    message: `${a.dir}: ${a.file} ${a.reason}`,
    hint: 'Copy the model folder again from its source, or train it again.',
  }),
  LATENT_LENGTH: (a: { length: number; expected: number }): Described => ({
    kind: 'misuse',
    message: `the latent has ${String(a.length)} numbers; this model takes ${String(a.expected)}`,
    hint: 'Use a latent that "encode" or "generate" reported with the same model.',
  }),
  LATENT_NOT_FINITE: (a: { index: number }): Described => ({
    kind: 'misuse',
    message: `number ${String(a.index + 1)} of the latent is not finite`,
    hint: 'Use a latent that "encode" or "generate" reported.',
  }),
  SLIDER_RANGE: (a: { slider: string; value: number }): Described => ({
    kind: 'misuse',
    message: `slider ${a.slider} is ${String(a.value)}; it goes from 0 to 1`,
    hint: 'Give a number from 0 to 1, or leave the slider out to keep the sound\'s own value.',
  }),
  TARGET_RANGE: (a: { slider: string; value: number; range: string }): Described => ({
    kind: 'misuse',
    message: `${a.slider} was asked to be ${String(a.value)}; it has to lie ${a.range}`,
    hint: 'Ask for a value in the descriptor\'s own unit: ms, Hz, a share between 0 and 1 (60 % on the command line), dB.',
  }),
  TARGET_AND_SLIDER: (a: { slider: string }): Described => ({
    kind: 'misuse',
    message: `${a.slider} was given both as a slider position and in its own unit`,
    hint: 'Give one of them.',
  }),
  NOTE_UNKNOWN: (a: { note: string }): Described => ({
    kind: 'misuse',
    message: `${a.note} is no note`,
    hint: 'Give a name with its octave, with cents if need be (F1, C#2, F1+20), or a frequency (43.7Hz).',
  }),
  NOTE_UNVOICED: (a: { noteHz: number }): Described => ({
    kind: 'input',
    message: `this sound cannot be tuned to ${a.noteHz.toFixed(1)} Hz: its tail has no pitch to be sure of`,
    hint: 'Leave the note out, or take a sound with a longer tail (decay further right) or more of it below 100 Hz (subby further right).',
  }),
  COMPONENT_UNKNOWN: (a: { component: number; count: number }): Described => ({
    kind: 'misuse',
    message: `there is no component ${String(a.component)}; this model has ${String(a.count)}`,
    hint: 'Leave it out, or take a component of this model.',
  }),
  CATEGORY_UNKNOWN: (a: { name: string; known: readonly string[] }): Described => ({
    kind: 'misuse',
    message: a.known.length === 0 ? `this model knows no categories, and so none called ${a.name}` : `there is no category ${a.name}; this model has ${a.known.join(', ')}`,
    hint: a.known.length === 0 ? 'Leave it out, or take a model that was trained with categories.' : 'Take one of these, or leave it out.',
  }),
  NOTE_RANGE: (a: { noteHz: number; own: string; low: string; high: string }): Described => ({
    kind: 'input',
    message: `this sound cannot be tuned to ${a.noteHz.toFixed(1)} Hz: its own note is ${a.own}, and it reaches from ${a.low} to ${a.high}`,
    hint: 'Choose a note in that range, or take a sound whose own note is nearer.',
  }),
  STEPS_RANGE: (a: { steps: number; min: number; max: number }): Described => ({
    kind: 'misuse',
    message: `steps is ${String(a.steps)}; it must be a whole number from ${String(a.min)} to ${String(a.max)}`,
    hint: 'Both ends count as steps.',
  }),
  MORPH_MODEL: (a: { name: string }): Described => ({
    kind: 'input',
    message: `${a.name} was made with another model`,
    hint: 'Sounds of one model lie in one space; open it in Design, download it and drop the file here: this model then finds its own version of it.',
  }),
  PART_AMOUNT: (a: { amount: number }): Described => ({
    kind: 'misuse',
    message: `the amount of a part is ${String(a.amount)}; it must be from 0 to 1`,
    hint: '0 leaves the part as it is in the sound, 1 takes it from the other one.',
  }),
  SYNTHESIS_NOT_FINITE: (a: { stage: string }): Described => ({
    kind: 'input',
    message: `the ${a.stage} produced numbers that are not finite`,
    hint: 'The latent lies too far from every sound this model knows; values within about -4 to 4 are safe.',
  }),
  FEATURES_INVALID: (a: { name: string; reason: string }): Described => ({
    kind: 'misuse',
    message: `${a.name}: ${a.reason}`,
    hint: 'Use features that "encode" reported with the same model.',
  }),
  PROVIDER_UNAVAILABLE: (a: { provider: string; reason: string }): Described => ({
    kind: 'environment',
    message: `provider ${a.provider} cannot be used: ${a.reason}`,
    hint: 'Leave --provider out: Kicklab then picks the fastest one that works here. "doctor" lists them.',
  }),
  ENGINE_CRASHED: (a: { verb: string; reason: string }): Described => ({
    kind: 'internal',
    message: `the sound engine stopped during "${a.verb}": ${a.reason}`,
    hint: 'Try again: the engine restarts by itself.',
  }),
  ENGINE_CLOSED: (a: { verb: string }): Described => ({
    kind: 'busy',
    message: `"${a.verb}" was not run: the sound engine is shut down`,
    hint: 'Start Kicklab again.',
  }),
  ENGINE_FAULT: (a: { verb: string; reason: string }): Described => ({
    kind: 'internal',
    message: `"${a.verb}" failed inside the sound engine: ${a.reason}`,
    hint: 'This is a fault of the program; please report it with this message.',
  }),
  CANCELLED: (a: { what: string }): Described => ({
    kind: 'busy',
    message: `"${a.what}" was cancelled`,
    hint: 'Start it again when you want it.',
  }),
  SUPERSEDED: (a: { what: string }): Described => ({
    kind: 'busy',
    message: `"${a.what}" was replaced by a newer request before it began`,
    hint: 'Nothing to do: the newer request is answered instead.',
  }),

  // What was asked, at any door.
  INPUT_INVALID: (a: { where: string; reason: string }): Described => ({
    kind: 'misuse',
    message: `${a.where}: ${a.reason}`,
    hint: 'Correct the value and ask again.',
  }),
  COMMAND_UNKNOWN: (a: { command: string; nearest: string | null; known: readonly string[] }): Described => ({
    kind: 'misuse',
    message: `unknown command ${a.command}`,
    hint: a.nearest === null ? `Commands: ${a.known.join(', ')}.` : `Did you mean ${a.nearest}?`,
  }),
  OPTION_UNKNOWN: (a: { option: string; nearest: string | null; command: string }): Described => ({
    kind: 'misuse',
    message: `${a.command}: unknown option ${a.option}`,
    hint: a.nearest === null ? `See kicklab ${a.command} --help.` : `Did you mean ${a.nearest}?`,
  }),
  OPTION_VALUE: (a: { option: string; reason: string }): Described => ({
    kind: 'misuse',
    message: `${a.option} ${a.reason}`,
    hint: 'See --help of this command.',
  }),
  ARGUMENT_MISSING: (a: { command: string; argument: string }): Described => ({
    kind: 'misuse',
    message: `${a.command}: ${a.argument} is missing`,
    hint: `See kicklab ${a.command} --help.`,
  }),
  ARGUMENT_EXTRA: (a: { command: string; argument: string }): Described => ({
    kind: 'misuse',
    message: `${a.command}: unexpected argument ${a.argument}`,
    hint: `See kicklab ${a.command} --help.`,
  }),
  SETTING_UNKNOWN: (a: { setting: string; nearest: string | null; known: readonly string[] }): Described => ({
    kind: 'misuse',
    message: `there is no setting ${a.setting}`,
    hint: a.nearest === null ? `Settings: ${a.known.join(', ')}.` : `Did you mean ${a.nearest}?`,
  }),
  EFFECT_UNKNOWN: (a: { effect: string; nearest: string | null; known: readonly string[] }): Described => ({
    kind: 'misuse',
    message: `there is no effect ${a.effect}`,
    hint: a.nearest === null ? `Effects: ${a.known.join(', ')}.` : `Did you mean ${a.nearest}?`,
  }),
  EFFECTS_FILE_MISSING: (a: { file: string; nearest: string | null; presets: readonly string[] }): Described => ({
    kind: 'misuse',
    message: `${a.file}: neither a file that exists nor a preset of effects`,
    hint: a.nearest === null ? `Check the path, or name a preset: ${a.presets.join(', ')}.` : `Check the path; or did you mean the preset ${a.nearest}?`,
  }),
  EFFECTS_NOT_JSON: (a: { file: string; reason: string }): Described => ({
    kind: 'misuse',
    message: `${a.file}: is not JSON: ${a.reason}`,
    hint: 'Write an array of effects; "kicklab effects --preset Punch" prints one to start from.',
  }),
  EFFECTS_INVALID: (a: { file: string; where: string; reason: string; takes: string }): Described => ({
    kind: 'misuse',
    message: `${a.file}: ${a.where}: ${a.reason}`,
    hint: `${a.takes}; "kicklab effects" tells what each effect takes.`,
  }),
  MODEL_NOT_FOUND: (a: { model: string; looked: readonly string[]; known: readonly string[] }): Described => ({
    kind: 'missing',
    message: `no model ${a.model} (looked in ${a.looked.join(', ')})`,
    hint:
      a.known.length === 0
        ? 'Train one (`kicklab train DIR --out DIR`) and name its folder with --model, or import a .kickmodel file.'
        : `Known models: ${a.known.join(', ')}; or name a bundle folder. Of one from elsewhere, import its .kickmodel file.`,
  }),

  MODEL_FIXED: (a: { name: string; reason: string }): Described => ({
    kind: 'misuse',
    message: `the model ${a.name} stays as it is: ${a.reason}`,
    hint: 'Export it and import the file: only models in the folder of your own are renamed and removed.',
  }),
  MODEL_IN_USE: (a: { name: string }): Described => ({
    kind: 'misuse',
    message: `the model ${a.name} is in use`,
    hint: 'Use another model first; then it can be removed.',
  }),
  MODEL_NOT_REMOVED: (a: { id: string }): Described => ({
    kind: 'missing',
    message: `there is no model ${a.id} in the trash`,
    hint: 'What lies there longer than 30 days is deleted; import its .kickmodel file if there is one.',
  }),
  MODEL_FILE_UNUSABLE: (a: { file: string; reason: string }): Described => ({
    kind: 'input',
    message: `${a.file}: is no model that can be installed: ${a.reason}`,
    hint: 'Nothing was changed. Take a .kickmodel file that Kicklab exported.',
  }),

  // Files and folders.
  FOLDER_UNREADABLE: (a: { dir: string; reason: string }): Described => ({
    kind: 'missing',
    message: `${a.dir}: cannot be read as a folder: ${a.reason}`,
    hint: 'Name a folder that exists and that you may read.',
  }),
  FOLDER_EMPTY: (a: { dir: string }): Described => ({
    kind: 'input',
    message: `${a.dir}: holds no audio files`,
    hint: 'Name a folder with WAV, AIFF, FLAC, MP3 or OGG files in it or below it.',
  }),
  TRAINING_SET_UNKNOWN: (a: { model: string }): Described => ({
    kind: 'missing',
    message: `${a.model}: does not tell which sounds it was trained on`,
    hint: 'Name a folder of sounds to be told apart.',
  }),
  CLUSTERS_TOO_FEW: (a: { count: number; least: number }): Described => ({
    kind: 'input',
    message: `${String(a.count)} sounds are too few for clusters; at least ${String(a.least)} are needed`,
    hint: 'Name a folder with more sounds.',
  }),
  OUTPUT_UNWRITABLE: (a: { file: string; reason: string }): Described => ({
    kind: 'environment',
    message: `${a.file}: cannot be written: ${a.reason}`,
    hint: 'Choose an --out folder that you may write to.',
  }),
  DISK_FULL: (a: { file: string }): Described => ({
    kind: 'environment',
    message: `${a.file}: not written, the disk is full`,
    hint: 'Free some space, or choose an --out folder on another disk; what was written before is whole.',
  }),
  OUTPUT_IS_INPUT: (a: { file: string }): Described => ({
    kind: 'input',
    message: `${a.file}: the output would overwrite the input`,
    hint: 'Choose another --out folder.',
  }),
  ARCHIVE_UNREADABLE: (a: { file: string; reason: string }): Described => ({
    kind: 'input',
    message: `${a.file}: cannot be read as a zip archive: ${a.reason}`,
    hint: 'Copy it again from its source; it was probably cut off or changed on its way.',
  }),
  ARCHIVE_REFUSED: (a: { file: string; entry: string; reason: string }): Described => ({
    kind: 'input',
    message: `${a.file}: was not unpacked, because of ${a.entry} in it: ${a.reason}`,
    hint: 'Kicklab writes no archive like this; unpack only those whose source you trust.',
  }),

  // The local web host.
  PORT_TAKEN: (a: { port: number }): Described => ({
    kind: 'busy',
    message: `port ${String(a.port)} is taken`,
    hint: 'Stop the program that uses it, or ask for another with --port.',
  }),
  HOST_REFUSED: (a: { host: string }): Described => ({
    kind: 'refused',
    message: `requests for host ${a.host} are not answered`,
    hint: 'Open the address that was printed at the start.',
  }),
  ORIGIN_REFUSED: (a: { origin: string }): Described => ({
    kind: 'refused',
    message: `requests from ${a.origin} are not answered`,
    hint: 'Only the page of this host may call it from a browser; a program sends no Origin.',
  }),
  TOKEN_REFUSED: (a: { origin: string }): Described => ({
    kind: 'refused',
    message: `the token of the page at ${a.origin} is missing or from an earlier start`,
    hint: 'Reload the page.',
  }),
  CROSS_SITE_REFUSED: (a: { site: string }): Described => ({
    kind: 'refused',
    message: `${a.site} requests are not answered`,
    hint: 'Type or paste the address into the browser instead of following a link.',
  }),
  HOST_UNREACHABLE: (a: { reason: string }): Described => ({
    kind: 'environment',
    message: `Kicklab does not answer: ${a.reason}`,
    hint: 'It was probably stopped. Start it again, then reload this page.',
  }),
  ROUTE_UNKNOWN: (a: { path: string }): Described => ({
    kind: 'missing',
    message: `nothing answers at ${a.path}`,
    hint: 'The routes are listed at /api/openapi.json.',
  }),
  METHOD_REFUSED: (a: { method: string; path: string; allow: string }): Described => ({
    kind: 'misuse',
    message: `${a.path} does not take ${a.method}`,
    hint: `Use ${a.allow}.`,
  }),
  BODY_TOO_LARGE: (a: { limit: number }): Described => ({
    kind: 'misuse',
    message: `the request body is over ${String(a.limit)} bytes`,
    hint: 'Send less at once.',
  }),
  BODY_NOT_JSON: (a: { reason: string }): Described => ({
    kind: 'misuse',
    message: `the request body is not a JSON object: ${a.reason}`,
    hint: 'Send a JSON object with Content-Type: application/json.',
  }),
  BODY_TYPE: (a: { type: string; expected: string }): Described => ({
    kind: 'misuse',
    message: `a body of type ${a.type} is not taken`,
    hint: `Send Content-Type: ${a.expected}.`,
  }),
  BODY_NOT_FRAME: (a: { reason: string }): Described => ({
    kind: 'misuse',
    message: `the request body is not a frame: ${a.reason}`,
    hint: 'How a file is sent is told at /api/openapi.json.',
  }),
  REQUEST_UNREADABLE: (a: { reason: string }): Described => ({
    kind: 'misuse',
    message: `the request cannot be read: ${a.reason}`,
    hint: 'Send an HTTP/1.1 request whose headers are shorter than 16 KiB in all.',
  }),
  LISTENERS_FULL: (a: { most: number }): Described => ({
    kind: 'busy',
    message: `${String(a.most)} pages or programs listen already`,
    hint: 'Close a window of Kicklab; everything but the news from other windows works meanwhile.',
  }),
  SOCKETS_FULL: (a: { most: number }): Described => ({
    kind: 'busy',
    message: `${String(a.most)} pages are connected already`,
    hint: 'Close another window or tab of Kicklab, then try again.',
  }),
  UPGRADE_EXPECTED: (a: { path: string; protocol: string }): Described => ({
    kind: 'misuse',
    message: `${a.path} is a WebSocket with the protocol ${a.protocol}`,
    hint: 'It is for the page alone; the routes for programs are listed at /api/openapi.json.',
  }),
  CALLS_FULL: (a: { most: number }): Described => ({
    kind: 'busy',
    message: `${String(a.most)} calls of this page are at work already`,
    hint: 'Wait until some have ended, or cancel them.',
  }),
  KICK_GONE: (a: { id: string }): Described => ({
    kind: 'missing',
    message: `sound ${a.id} is not kept any more`,
    hint: 'Make it again; only the latest sounds are kept.',
  }),
  SENDER_REFUSED: (a: { sender: string }): Described => ({
    kind: 'refused',
    message: `a message from ${a.sender} is refused`,
    hint: 'Only the main frame of the Kicklab window may ask for anything.',
  }),
  PAGE_NOT_BUILT: (a: { dir: string }): Described => ({
    kind: 'environment',
    message: `the page is not built (${a.dir})`,
    hint: 'Run npm run build.',
  }),

  // The library of saved kicks.
  LIBRARY_UNUSABLE: (a: { dir: string; reason: string }): Described => ({
    kind: 'environment',
    message: `${a.dir}: the library cannot be opened: ${a.reason}`,
    hint: 'Check that the folder may be written to, or name another with --library.',
  }),
  LIBRARY_TOO_NEW: (a: { dir: string; version: number; supported: number }): Described => ({
    kind: 'environment',
    message: `${a.dir}: the library was written by a newer Kicklab (format ${String(a.version)}; this one reads up to ${String(a.supported)})`,
    hint: 'Update Kicklab, or name another folder with --library.',
  }),
  LIBRARY_BUSY: (a: { dir: string }): Described => ({
    kind: 'busy',
    message: `${a.dir}: another program holds the library`,
    hint: 'Try again in a moment; nothing was changed.',
  }),
  SAVED_KICK_UNKNOWN: (a: { id: string }): Described => ({
    kind: 'missing',
    message: `the library holds no sound ${a.id}`,
    hint: 'It may have been deleted from another window; "library list" shows what is there.',
  }),
  KICK_IMPORTED: (a: { name: string }): Described => ({
    kind: 'input',
    message: `"${a.name}" is a file that was imported: it was not made by a model`,
    hint: 'Drop its file on Design: the model then finds its own version of it.',
  }),
  COLLECTION_UNKNOWN: (a: { id: string }): Described => ({
    kind: 'missing',
    message: `the library holds no collection ${a.id}`,
    hint: 'It may have been taken away from another window; "library.facets" tells which there are.',
  }),
  SAVED_FILE_MISSING: (a: { name: string; file: string; reason: string }): Described => ({
    kind: 'missing',
    message: `the sound of "${a.name}" cannot be read (${a.file}: ${a.reason})`,
    hint: 'Put the file back; everything else about the sound is still there.',
  }),
  LIBRARY_WORKING: (a: { job: string }): Described => ({
    kind: 'busy',
    message: `the library is at work already (${a.job})`,
    hint: 'Wait for it or cancel it first.',
  }),
  LIBRARY_PLACE: (a: { dir: string; reason: string }): Described => ({
    kind: 'input',
    message: `${a.dir}: the library cannot be moved there: ${a.reason}`,
    hint: 'Name an empty folder, or one that does not exist yet.',
  }),
  BACKUP_UNUSABLE: (a: { file: string; reason: string }): Described => ({
    kind: 'input',
    message: `${a.file}: is no backup that can be restored: ${a.reason}`,
    hint: 'The library is as it was. Take another backup.',
  }),
  LIBRARY_OWN_FILES: (a: { dir: string }): Described => ({
    kind: 'input',
    message: `${a.dir}: holds the library's own files`,
    hint: 'They are in the library; import another folder.',
  }),
  NODE_TOO_OLD: (a: { version: string; needed: number }): Described => ({
    kind: 'environment',
    message: `the library needs Node ${String(a.needed)} or newer, and this is Node ${a.version}`,
    hint: 'Start Kicklab through its npm scripts, which bring their own Node.',
  }),

  // Data sets to train on.
  DATASET_UNKNOWN: (a: { id: string }): Described => ({
    kind: 'missing',
    message: `there is no data set ${a.id}`,
    hint: 'It may have been removed from another window; "datasets.list" tells which there are.',
  }),
  DATASET_NOT_REMOVED: (a: { id: string }): Described => ({
    kind: 'missing',
    message: `no data set ${a.id} was removed of late`,
    hint: 'One that was removed can be put back for a day; bring its folders in again instead.',
  }),
  DATASET_ITEM_UNKNOWN: (a: { id: string }): Described => ({
    kind: 'missing',
    message: `the data set holds no sound ${a.id}`,
    hint: 'It may have been changed from another window; "datasets.items" tells what is in it.',
  }),
  DATASET_EMPTY: (a: { paths: readonly string[] }): Described => ({
    kind: 'input',
    message: `${a.paths.join(', ')}: no sound files were found`,
    hint: 'Bring a folder, a zip archive or files with sounds in them, such as WAV, FLAC or MP3.',
  }),
  DATASET_DAMAGED: (a: { file: string; reason: string }): Described => ({
    kind: 'input',
    message: `${a.file}: the record of a data set cannot be read: ${a.reason}`,
    hint: 'Bring the folders again as a new data set; the sounds themselves are as they were.',
  }),
  DATASET_HIT: (a: { sound: string; reason: string }): Described => ({
    kind: 'input',
    message: `${a.sound}: ${a.reason}`,
    hint: 'Hits are cut from a whole recording, each from its first sample to one behind it, in the order they begin.',
  }),
  SENT_FILE_REFUSED: (a: { file: string; reason: string }): Described => ({
    kind: 'input',
    message: `${a.file}: was not taken: ${a.reason}`,
    hint: 'Rename or convert it, or give its whole path on this machine instead.',
  }),
  UPLOAD_UNKNOWN: (a: { id: string }): Described => ({
    kind: 'missing',
    message: `nothing was sent whole under ${a.id}`,
    hint: 'Send the files again; what is not made a data set of within a day is deleted.',
  }),
  DATASET_WORKING: (a: { id: string }): Described => ({
    kind: 'busy',
    message: `the data set ${a.id} is being worked on already`,
    hint: 'Wait for that or cancel it first.',
  }),

  // Files for other programs.
  STAGED_GONE: (a: { id: string }): Described => ({
    kind: 'missing',
    message: `the files of ${a.id} are not staged any more`,
    hint: 'Stage the sounds again; that is quick where their files still stand.',
  }),
  REVEAL_FAILED: (a: { file: string; reason: string }): Described => ({
    kind: 'environment',
    message: `${a.file}: cannot be shown in its folder: ${a.reason}`,
    hint: 'The file is there all the same: open its folder yourself, or copy its path.',
  }),
  FILES_NOT_COPYABLE: (a: { file: string }): Described => ({
    kind: 'environment',
    message: `${a.file}: files cannot be put on the clipboard here`,
    hint: 'Drag the sound out, copy its path, or show it in its folder.',
  }),

  // Work under way.
  TRAINING_BUSY: (a: { out: string }): Described => ({
    kind: 'busy',
    message: `a training is under way (${a.out})`,
    hint: 'Wait for it or cancel it first.',
  }),
  TRAINING_UNKNOWN: (a: { id: string }): Described => ({
    kind: 'missing',
    message: `there is no training run ${a.id}`,
    hint: 'It may have been forgotten from another window; "training list" shows those that are there.',
  }),
  STRIP_UNKNOWN: (a: { name: string }): Described => ({
    kind: 'missing',
    message: `there is no sound ${a.name} in the latest strips of this training`,
    hint: 'Strips come after the first epoch; "training strips" names what there is.',
  }),
  TRAINING_STATE: (a: { name: string; state: string; wanted: string }): Described => ({
    kind: 'misuse',
    message: `the training of ${a.name} is ${a.state}; it cannot be ${a.wanted}`,
    hint: 'See "training list" for how it stands.',
  }),
  TRAINING_DAMAGED: (a: { file: string; reason: string }): Described => ({
    kind: 'input',
    message: `${a.file}: what is known of this training run cannot be read: ${a.reason}`,
    hint: 'Its checkpoints are still there: train again with the same settings, --out and --resume.',
  }),
  PACK_TEMPLATE: (a: { token: string; nearest: string | null }): Described => ({
    kind: 'misuse',
    message: `{${a.token}} is no part of a name`,
    hint: a.nearest === null ? 'There are {pack}, {nn}, {category}, {note} and {descriptor}.' : `Did you mean {${a.nearest}}?`,
  }),
  PACK_NAMES_COLLIDE: (a: { name: string; first: number; second: number; numbered: boolean }): Described => ({
    kind: 'misuse',
    message: `sounds ${String(a.first)} and ${String(a.second)} would both be called ${a.name}`,
    hint: a.numbered ? 'Shorten the name of the pack: what is too long for a file is cut off.' : 'Put {nn}, the number of the sound, into the template.',
  }),
  PACK_BUSY: (a: { out: string }): Described => ({
    kind: 'busy',
    message: `a pack is being built (${a.out})`,
    hint: 'Wait for it or cancel it first.',
  }),
  PACK_FOLDER_TAKEN: (a: { out: string; reason: string }): Described => ({
    kind: 'misuse',
    message: `${a.out}: ${a.reason}`,
    hint: 'Choose an empty folder, or the settings that it was begun with.',
  }),
  PACK_IMPORTED: (a: { name: string }): Described => ({
    kind: 'misuse',
    message: `${a.name} is an imported file, and a pack is made of sounds that Kicklab made`,
    hint: 'Leave it out of the selection; what others recorded is theirs to give away.',
  }),
  PACK_EMPTY: (a: { made: number }): Described => ({
    kind: 'input',
    message: `of ${String(a.made)} sounds that were tried none fits`,
    hint: 'Choose a wider theme, other kinds, or no key.',
  }),
  PACK_NONE: (a: { what: string }): Described => ({
    kind: 'missing',
    message: `there is no ${a.what}`,
    hint: 'Build a pack first; it must still be in its folder.',
  }),
  INTERNAL: (a: { reason: string }): Described => ({
    kind: 'internal',
    message: `unexpected failure: ${a.reason}`,
    hint: 'Run again with --debug and report what it prints.',
  }),
  ONNX_UNREADABLE: (a: { reason: string }): Described => ({
    kind: 'input',
    message: `an ONNX model file cannot be read: ${a.reason}`,
    hint: 'The file is damaged or of another format; copy or export it again.',
  }),
  RECALL_IMPOSSIBLE: (a: { file: string; reason: string }): Described => ({
    kind: 'input',
    message: `${a.file}: cannot be made again: ${a.reason}`,
    hint: 'Open it as a sound: a model then finds its own version of it.',
  }),
  RECALL_MODEL_MISSING: (a: { file: string; name: string; id: string }): Described => ({
    kind: 'missing',
    message: `${a.file}: was made with the model ${a.name} (${a.id}), which is not installed here`,
    hint: 'Import its .kickmodel file ("kicklab models import FILE", or drop it on the window), or shape the sound with the present model, which finds its own version of it.',
  }),
  WEIGHTS_FOREIGN: (a: { tensor: string; reason: string }): Described => ({
    kind: 'input',
    message: `the weights do not fit this network: tensor ${a.tensor} ${a.reason}`,
    hint: 'Use a model bundle that was made by this version and with the same settings.',
  }),
  TRAIN_TOO_FEW: (a: { dir: string; usable: number; least: number; rejected: number }): Described => ({
    kind: 'input',
    message: `${a.dir}: holds ${String(a.usable)} usable sounds (${String(a.rejected)} files were rejected); at least ${String(a.least)} are needed`,
    hint: 'Add more one-shots, or convert the rejected files to WAV.',
  }),
  CHECKPOINT_OTHER_RUN: (a: { file: string; setting: string; before: string; now: string }): Described => ({
    kind: 'misuse',
    message: `${a.file}: belongs to a run with other settings (${a.setting} was ${a.before}, is ${a.now})`,
    hint: 'Resume with the settings it was started with, or train without --resume.',
  }),
  CHECKPOINT_CORRUPT: (a: { file: string; reason: string }): Described => ({
    kind: 'input',
    message: `${a.file}: cannot be used: ${a.reason}`,
    hint: 'Delete it and train without --resume.',
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

  /** The same failure on the far side of a process boundary, where its arguments are not known. */
  static revive(body: ErrorBody & { kind: ErrorKind }): KicklabError {
    const { code, message, hint, kind } = body;
    const error = new KicklabError('ENGINE_FAULT', { verb: code, reason: message });
    return Object.assign(error as KicklabError, { code, message, hint, kind });
  }

  toBody(): ErrorBody {
    return { code: this.code, message: this.message, hint: this.hint };
  }
}
