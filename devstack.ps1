#!/usr/bin/env pwsh
# Devstack's launcher for PowerShell: sees to what a verb needs, builds the AppHost when a source is newer, and hands over to it.
# It installs nothing: it says what is missing and how to get it. On Linux and macOS the script 'devstack' does the same and more.
$ErrorActionPreference = 'Stop'

$failed = 1
$prerequisiteMissing = 3
$root = $PSScriptRoot
$artifacts = Join-Path $root 'artifacts'
$dll = Join-Path $artifacts 'bin/AppHost/debug/AppHost.dll'
# Touched by each build that succeeded: the dll itself stays as old as it is when only a library changed.
$stamp = Join-Path $artifacts 'apphost.stamp'

function Stop-Devstack([int] $code, [string] $message) {
    [Console]::Error.WriteLine($message)
    exit $code
}

function Test-Command([string] $name) { $null -ne (Get-Command $name -CommandType Application -ErrorAction SilentlyContinue) }

function Assert-Sdk {
    if ((Test-Command 'dotnet') -and (& dotnet --list-sdks | Where-Object { $_ -match '^[1-9][0-9]+\.' })) { return }
    Stop-Devstack $prerequisiteMissing @"
Devstack needs the .NET SDK 10 or later. Get it: winget install Microsoft.DotNet.SDK.10 (Windows), brew install --cask dotnet-sdk (macOS).
All ways: https://dot.net/download
"@
}

function Assert-Engine {
    $engine = if ($env:ASPIRE_CONTAINER_RUNTIME) { $env:ASPIRE_CONTAINER_RUNTIME } else { 'docker' }
    if (-not (Test-Command $engine) -and $engine -eq 'docker' -and (Test-Command 'podman')) {
        # Aspire's orchestrator reads the same variable.
        $env:ASPIRE_CONTAINER_RUNTIME = $engine = 'podman'
    }
    if (-not (Test-Command $engine)) {
        Stop-Devstack $prerequisiteMissing @"
There is no container engine. Get one and start it: winget install Docker.DockerDesktop or RedHat.Podman-Desktop (Windows),
brew install --cask docker (macOS).
"@
    }
    & $engine version *> $null
    if ($LASTEXITCODE -ne 0) {
        Stop-Devstack $prerequisiteMissing "The container engine '$engine' doesn't answer. Start Docker Desktop (or: podman machine start) and try again."
    }
}

function Test-Stale {
    if (-not (Test-Path $dll) -or -not (Test-Path $stamp)) { return $true }
    $built = (Get-Item $stamp).LastWriteTimeUtc
    $sources = @('AppHost', 'Extensions', 'global.json', 'Directory.Build.props', 'Directory.Packages.props') | ForEach-Object { Join-Path $root $_ }
    $null -ne (Get-ChildItem $sources -Recurse -Force | Where-Object { $_.LastWriteTimeUtc -gt $built } | Select-Object -First 1)
}

function Invoke-Build {
    Assert-Sdk
    New-Item -ItemType Directory -Force $artifacts | Out-Null
    [Console]::Error.WriteLine('Building the AppHost...')
    $begun = Get-Date
    $log = & dotnet build (Join-Path $root 'AppHost') --nologo --verbosity quiet --tl:off 2>&1
    if ($LASTEXITCODE -ne 0) {
        Stop-Devstack $failed (($log | Out-String) + "The AppHost could not be built; the compiler's words are above.")
    }
    Set-Content $stamp ''
    (Get-Item $stamp).LastWriteTime = $begun
}

$words = @(if ($args.Count -gt 0) { $args } else { '--help' })
if (-not ($words -contains '--help') -and -not ($words -contains '-h')) {
    switch ($words[0]) {
        { $_ -in @(
                'run', 'logs', 'stop', 'reset', 'shell', 'manage', 'python', 'db', 'exec', 'npm', 'attach',
                'user', 'course', 'reindex', 'theme', 'waffle', 'assets', 'messages', 'settings', 'snapshot', 'test') } { Assert-Engine }
        'verify' { Stop-Devstack 2 "verify runs where bash does: ./devstack verify, on Windows inside WSL." }
    }
}

if (Test-Stale) { Invoke-Build }
if (-not (Test-Command 'dotnet')) { Assert-Sdk }
& dotnet $dll @words
exit $LASTEXITCODE
