/**
 * What goes into an installer, and how the packed program differs from the source tree: AppImage
 * and deb, dmg, nsis. Building is `npm run pack`; scripts/package.test.ts checks this file,
 * and `npm run pack:check` what comes out.
 *
 * npm brings the ffmpeg of the system it runs on and no other, so an installer is built on the
 * system that it is for; `beforePack` says so where that is not so.
 */

import { Arch, type Configuration } from 'electron-builder';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { readPackages, withDependencies } from './scripts/packages.ts';

const at = (path: string): string => resolve(import.meta.dirname, path);

/** A deb must name both, and there is neither yet; `.invalid` is reserved for that (RFC 2606). */
const HOMEPAGE = 'https://kicklab.invalid';
const MAINTAINER = 'Kicklab contributors <contributors@kicklab.invalid>';

/** What packages name as a dependency only to be installed or compiled with. */
const FOR_INSTALLING = ['adm-zip', 'global-agent', 'node-addon-api'];

/**
 * First folders in node_modules of what the program needs. Optional dependencies are not among
 * them: Electron brings Node, and the binary of ffmpeg-static would have to be fetched.
 */
function shipped(): string[] {
  const { dependencies } = JSON.parse(readFileSync(at('package.json'), 'utf8')) as { dependencies: Record<string, string> };
  const folders = withDependencies(readPackages(), Object.keys(dependencies), FOR_INSTALLING);
  return [...new Set([...folders].map((folder) => folder.split('/')[1]))];
}

/** What sqlite-vec calls a platform, by Node's name for it. */
const vectorSystem = (platform: string, arch: string): string => `${platform.replace('win32', 'windows')}-${arch}`;

/**
 * The program's own files and packages for a platform, by Node's name for it. The whole list stands
 * at each platform: one there that only leaves out would let the whole source tree in.
 */
function contents(platform: 'linux' | 'darwin' | 'win32'): string[] {
  return [
    'out/{main,preload,renderer}/**',
    '!**/{*.{map,ts,mts,cts},*~,.env,README*}',
    `!node_modules/!(${shipped().join('|')}){,/**}`,
    `!node_modules/@ffmpeg-installer/!(ffmpeg|${platform}-\${arch}){,/**}`,
    `!node_modules/sqlite-vec-!(${vectorSystem(platform, '${arch}')}){,/**}`,
    // What the native modules would be installed by and compiled from, and their other platforms.
    '!node_modules/better-sqlite3/{deps,src}{,/**}',
    `!node_modules/better-sqlite3/prebuilds/!(${platform}-\${arch}).node`,
    '!node_modules/onnxruntime-node/{lib,script,node_modules}{,/**}',
    `!node_modules/onnxruntime-node/bin/napi-v6/!(${platform}){,/**}`,
    `!node_modules/onnxruntime-node/bin/napi-v6/${platform}/!(\${arch}){,/**}`,
    // macOS: the library is there under two names, and the binding asks for the shorter.
    '!node_modules/onnxruntime-node/bin/napi-v6/darwin/*/libonnxruntime.*.*.*.dylib',
  ];
}

/** Whether a certificate is named, the way electron-builder's documentation has it. */
const certified = process.env.CSC_LINK !== undefined || process.env.CSC_NAME !== undefined;

const config: Configuration = {
  appId: 'app.kicklab',
  productName: 'Kicklab',
  copyright: 'Copyright © 2026 Kicklab contributors',
  artifactName: '${productName}-${version}-${os}-${arch}.${ext}',
  directories: { output: 'dist', buildResources: 'resources' },
  ...(process.platform === 'linux' ? { extraMetadata: { homepage: HOMEPAGE } } : {}),

  extraResources: [
    { from: 'models/factory', to: 'models/factory' },
    { from: 'LICENSE', to: 'LICENSE' },
    { from: 'THIRD_PARTY_NOTICES.md', to: 'THIRD_PARTY_NOTICES.md' },
    // What is seen of a kick while it is dragged out.
    { from: 'resources/icons/64x64.png', to: 'resources/icons/64x64.png' },
  ],
  // What the system itself opens has to be a file of its own; the rest stays sealed in the archive.
  asar: { smartUnpack: false },
  asarUnpack: ['node_modules/onnxruntime-node/bin/**', '**/*.node', 'node_modules/sqlite-vec-*/vec0.*', 'node_modules/@ffmpeg-installer/*/ffmpeg{,.exe}'],
  electronLanguages: ['en-US'],
  // Both native modules bring N-API builds, which fit any Electron.
  npmRebuild: false,
  allowMissingDependencies: false,
  publish: null,
  electronFuses: {
    // The engine tries ONNX Runtime's providers in Node processes of their own (engine/probing.ts),
    // which Electron's executable becomes under ELECTRON_RUN_AS_NODE.
    runAsNode: true,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    grantFileProtocolExtraPrivileges: false,
  },
  beforePack: ({ electronPlatformName, arch }) => {
    const target = `${electronPlatformName}-${Arch[arch]}`;
    const missing = [
      `onnxruntime-node/bin/napi-v6/${electronPlatformName}/${Arch[arch]}`,
      `better-sqlite3/prebuilds/${target}.node`,
      `@ffmpeg-installer/${target}`,
      `sqlite-vec-${vectorSystem(electronPlatformName, Arch[arch])}`,
    ].filter((path) => !existsSync(at(`node_modules/${path}`)));
    if (missing.length === 0) return;
    throw new Error(
      `An installer for ${target} cannot be built here: ${missing.join(', ')} not in node_modules. ` +
        'Run "npm ci" and "npm run pack" on a machine of that kind.',
    );
  },

  // Models are ours alone; .wav has other programs, and is told of per system.
  fileAssociations: [{ ext: 'kickmodel', name: 'Kicklab model', description: 'Kicklab model', mimeType: 'application/x-kickmodel', role: 'Viewer', rank: 'Owner' }],

  linux: {
    target: ['AppImage', 'deb'],
    icon: 'resources/icons',
    category: 'AudioVideo;Audio',
    synopsis: 'Kick drum workstation',
    maintainer: MAINTAINER,
    mimeTypes: ['audio/x-wav', 'audio/wav', 'audio/vnd.wave'],
    syncDesktopName: true,
    files: contents('linux'),
  },
  deb: { packageCategory: 'sound', priority: 'optional', recommends: [] },
  // The default makes AppImages that need libfuse2, which distributions no longer bring.
  toolsets: { appimage: '1.0.3' },

  mac: {
    target: ['dmg'],
    icon: 'resources/icon.icns',
    category: 'public.app-category.music',
    fileAssociations: [{ ext: 'wav', name: 'WAV sound', role: 'Viewer', rank: 'Alternate' }],
    entitlements: 'resources/entitlements.mac.plist',
    entitlementsInherit: 'resources/entitlements.mac.plist',
    // Electron's own list asks for these; Kicklab neither hears nor sees.
    extendInfo: {
      NSAudioCaptureUsageDescription: null,
      NSBluetoothAlwaysUsageDescription: null,
      NSBluetoothPeripheralUsageDescription: null,
      NSCameraUsageDescription: null,
      NSMicrophoneUsageDescription: null,
    },
    // Without a certificate: an ad-hoc signature, which the hardened runtime would not let load
    // its own libraries.
    hardenedRuntime: certified,
    ...(certified ? {} : { identity: '-' }),
    // Apple silicon alone: ONNX Runtime has no build for other Macs any more.
    files: contents('darwin'),
  },

  win: {
    target: ['nsis'],
    icon: 'resources/icon.ico',
    files: contents('win32'),
  },
  // .wav is registered by the script, among the programs to open it with.
  nsis: { include: 'resources/installer.nsh', differentialPackage: false },
};

export default config;
