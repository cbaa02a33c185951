; The Windows installer, for Inno Setup 6. Called by build.ps1, which says what it needs.
;
; NOT RUN BY THE PROJECT YET: written from the documentation, complete, and not tried on a Windows machine. Whoever runs
; it first: please report what had to be changed.
;
; It installs for one user and asks for no administrator, as city laptops allow.

#ifndef Version
  #error Call this through build.ps1, which knows the version
#endif

[Setup]
AppId={{6C1F4C0B-8F6B-4E0B-9C0E-5354573100A1}
AppName=STWorkshop
AppVersion={#Version}
AppPublisher=STWorkshop contributors
DefaultDirName={autopf}\STWorkshop
DefaultGroupName=STWorkshop
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
LicenseFile=..\..\LICENSE
SetupIconFile=..\..\build\icons\stworkshop.ico
UninstallDisplayIcon={app}\STWorkshop-window.exe
ChangesAssociations=yes
ChangesEnvironment=yes
OutputDir=..\..\dist
OutputBaseFilename=STWorkshop-{#Version}-setup
Compression=lzma2/max
SolidCompression=yes
WizardStyle=modern

[Languages]
Name: "english"; MessagesFile: "compiler:Default.isl"

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked

[Files]
Source: "..\..\dist\stworkshop\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[InstallDelete]
; An older version's libraries must not be found by a newer program.
Type: filesandordirs; Name: "{app}\_internal"

[Icons]
Name: "{autoprograms}\STWorkshop"; Filename: "{app}\STWorkshop-window.exe"
Name: "{autodesktop}\STWorkshop"; Filename: "{app}\STWorkshop-window.exe"; Tasks: desktopicon

[Registry]
Root: HKA; Subkey: "Software\Classes\.stw\OpenWithProgids"; ValueType: string; ValueName: "STWorkshop.Session"; ValueData: ""; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\STWorkshop.Session"; ValueType: string; ValueName: ""; ValueData: "STWorkshop session"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\STWorkshop.Session\DefaultIcon"; ValueType: string; ValueName: ""; ValueData: "{app}\STWorkshop-window.exe,0"
Root: HKA; Subkey: "Software\Classes\STWorkshop.Session\shell\open\command"; ValueType: string; ValueName: ""; ValueData: """{app}\STWorkshop-window.exe"" open ""%1"""
Root: HKA; Subkey: "Software\Microsoft\Windows\CurrentVersion\App Paths\stworkshop.exe"; ValueType: string; ValueName: ""; ValueData: "{app}\stworkshop.exe"; Flags: uninsdeletekey

[Run]
Filename: "{app}\STWorkshop-window.exe"; Description: "{cm:LaunchProgram,STWorkshop}"; Flags: nowait postinstall skipifsilent
