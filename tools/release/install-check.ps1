# What only Windows can show: installs silently, looks at what came of it, asks for what must be refused, repairs, uninstalls. For a machine that is thrown away.
param([Parameter(Mandatory)][string]$Folder)
$ErrorActionPreference = 'Stop'
$setup = (Get-ChildItem -LiteralPath $Folder -Filter '*-x64-setup.exe' | Select-Object -First 1).FullName
if (-not $setup) { throw "There is no installer in $Folder." }
$data = Join-Path $env:ProgramData 'Holdfast'
$program = Join-Path $env:ProgramFiles 'Holdfast'

function Invoke-Setup([string]$what, [string]$file, [string[]]$words, [int]$expected) {
    $process = Start-Process -FilePath $file -ArgumentList $words -Wait -PassThru
    if ($process.ExitCode -ne $expected) { throw "${what}: exit code $($process.ExitCode), not $expected" }
    Write-Output "ok  $what"
}
function Assert-That([string]$what, [bool]$holds) {
    if (-not $holds) { throw "not so: $what" }
    Write-Output "ok  $what"
}

Invoke-Setup 'a server without a code is refused' $setup @('/S', '/SERVER=https://channel.example') 64
Invoke-Setup 'an unknown language is refused' $setup @('/S', '/SERVER=https://channel.example', '/CODE=ABCD-EFGH', '/LANG=fr-FR') 64
Invoke-Setup 'an unattended installation' $setup @('/S', '/SERVER=https://channel.example', '/CODE=ABCD-EFGH', '/LANG=zh-CN', '/AUTOSTART', '/KIOSK') 0
Assert-That 'the program is for the machine' (Test-Path "$program\holdfast.exe")
$written = Get-Content "$data\provisioning.json" -Raw | ConvertFrom-Json
Assert-That 'the provisioning is written' ($written.channel -eq 'https://channel.example' -and $written.kiosk -and $written.language -eq 'zh-CN')
$users = New-Object Security.Principal.SecurityIdentifier 'S-1-5-32-545'
$rules = (Get-Acl $data).GetAccessRules($true, $true, [Security.Principal.SecurityIdentifier])
Assert-That 'every user of the machine may write the data' (@($rules | Where-Object { $_.IdentityReference -eq $users -and $_.FileSystemRights.HasFlag([Security.AccessControl.FileSystemRights]::Modify) }).Count -gt 0)
Assert-That 'and nobody inherits more' ((Get-Acl $data).AreAccessRulesProtected)
Assert-That 'it starts at sign-in' ((Get-ItemProperty 'HKLM:\Software\Microsoft\Windows\CurrentVersion\Run').Holdfast -like '*holdfast.exe*')
Assert-That 'the update task is there' ($null -ne (Get-ScheduledTask -TaskPath '\Holdfast\' -TaskName 'Install update'))

Remove-Item "$program\resources\app.asar"
Invoke-Setup 'a repair keeps the provisioning' $setup @('/S') 0
Assert-That 'what was missing is back' (Test-Path "$program\resources\app.asar")
Assert-That 'the provisioning stayed' ((Get-Content "$data\provisioning.json" -Raw | ConvertFrom-Json).kiosk)

$key = Get-ChildItem 'HKLM:\Software\Microsoft\Windows\CurrentVersion\Uninstall' | Where-Object { $_.GetValue('DisplayName') -like 'Holdfast*' }
Set-ItemProperty $key.PSPath DisplayVersion '99.0.0'
Invoke-Setup 'an older version is refused' $setup @('/S') 65
Set-ItemProperty $key.PSPath DisplayVersion '0.0.1'
Invoke-Setup 'an upgrade in place' $setup @('/S') 0
Assert-That 'the version before is kept beside' (Test-Path "$program.previous\holdfast.exe")

$uninstall = Join-Path $program 'Uninstall Holdfast.exe'
[IO.File]::WriteAllBytes("$data\register.db", [byte[]](1..4096 | ForEach-Object { 7 }))
Invoke-Setup 'a database that cannot be read holds the uninstaller back' $uninstall @('/S', "_?=$program") 71
Remove-Item "$data\register.db"
Invoke-Setup 'uninstalled' $uninstall @('/S', "_?=$program") 0
Assert-That 'the data stays' (Test-Path "$data\provisioning.json")
