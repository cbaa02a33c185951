# The program for Windows: a folder that runs without being installed, its zip file, and an installer.
#
#   powershell -ExecutionPolicy Bypass -File packaging\windows\build.ps1
#
# NOT RUN BY THE PROJECT YET: written from the documentation, complete, and not tried on a Windows machine. Whoever runs
# it first: please report what had to be changed.
#
# It needs Python 3.11 to 3.13 (with the `py` launcher) and, for the installer, Inno Setup 6. To sign, set
# STWORKSHOP_SIGN to the thumbprint of a code-signing certificate in your store; signtool comes with the Windows SDK.

$ErrorActionPreference = 'Stop'
$root = Resolve-Path (Join-Path $PSScriptRoot '..\..')
Set-Location $root

function Invoke-Checked([string] $Program, [string[]] $Arguments) {
    & $Program @Arguments
    if ($LASTEXITCODE -ne 0) { throw "$Program ended with exit code $LASTEXITCODE" }
}

function Add-Signature([string[]] $Files) {
    if (-not $env:STWORKSHOP_SIGN) { return }
    $time = if ($env:STWORKSHOP_TIMESTAMP_URL) { @('/tr', $env:STWORKSHOP_TIMESTAMP_URL, '/td', 'sha256') } else { @() }
    Invoke-Checked 'signtool' (@('sign', '/sha1', $env:STWORKSHOP_SIGN, '/fd', 'sha256') + $time + $Files)
}

Invoke-Checked 'py' @('packaging\freeze.py')
Add-Signature @('dist\stworkshop\stworkshop.exe', 'dist\stworkshop\STWorkshop-window.exe')

$version = (Select-String -Path pyproject.toml -Pattern '^version = "(.+)"').Matches[0].Groups[1].Value
$zip = "dist\STWorkshop-$version-windows.zip"
Compress-Archive -Path dist\stworkshop -DestinationPath $zip -Force
Write-Output (Resolve-Path $zip).Path

$compiler = @(
    (Get-Command ISCC.exe -ErrorAction SilentlyContinue).Source,
    "${env:ProgramFiles(x86)}\Inno Setup 6\ISCC.exe",
    "$env:LOCALAPPDATA\Programs\Inno Setup 6\ISCC.exe"
) | Where-Object { $_ -and (Test-Path $_) } | Select-Object -First 1
if (-not $compiler) {
    Write-Warning 'Inno Setup 6 is not installed, so there is no installer; the zip file is complete.'
    exit 0
}
Invoke-Checked $compiler @("/DVersion=$version", '/Qp', 'packaging\windows\stworkshop.iss')
Add-Signature @("dist\STWorkshop-$version-setup.exe")
Write-Output (Resolve-Path "dist\STWorkshop-$version-setup.exe").Path
