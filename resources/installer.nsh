; Puts Kicklab among the programs that .wav files can be opened with. electron-builder's own file
; association would make it the one they open with, in the place of the user's player.

!macro customInstall
  WriteRegStr SHELL_CONTEXT "Software\Classes\Kicklab.wav" "" "WAV sound"
  WriteRegStr SHELL_CONTEXT "Software\Classes\Kicklab.wav\DefaultIcon" "" "$appExe,0"
  WriteRegStr SHELL_CONTEXT "Software\Classes\Kicklab.wav\shell\open\command" "" '"$appExe" "%1"'
  WriteRegNone SHELL_CONTEXT "Software\Classes\.wav\OpenWithProgids" "Kicklab.wav"
  System::Call 'shell32::SHChangeNotify(i, i, i, i) v (0x08000000, 0, 0, 0)'
!macroend

!macro customUnInstall
  DeleteRegValue SHELL_CONTEXT "Software\Classes\.wav\OpenWithProgids" "Kicklab.wav"
  DeleteRegKey SHELL_CONTEXT "Software\Classes\Kicklab.wav"
  System::Call 'shell32::SHChangeNotify(i, i, i, i) v (0x08000000, 0, 0, 0)'
!macroend
