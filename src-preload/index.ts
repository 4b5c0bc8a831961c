/** The preload script: puts the bridge into the page as `window.kicklab`, and nothing else. */

import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { createBridge } from './bridge.ts';

contextBridge.exposeInMainWorld('kicklab', createBridge(ipcRenderer, (file) => webUtils.getPathForFile(file)));
