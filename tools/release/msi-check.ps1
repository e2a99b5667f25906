# The MSI on Windows, after install-check.ps1 has left the machine without a program: refuses, installs, repairs, upgrades, asks before it goes. For a machine that is thrown away.
param([Parameter(Mandatory)][string]$Folder)
$ErrorActionPreference = 'Stop'
$package = (Get-ChildItem -LiteralPath $Folder -Filter '*-x64.msi' | Select-Object -First 1).FullName
if (-not $package) { throw "There is no MSI in $Folder." }
$data = Join-Path $env:ProgramData 'Holdfast'
$program = Join-Path $env:ProgramFiles 'Holdfast'
$log = Join-Path $env:TEMP 'holdfast-msi.log'
# What setup.exe left: its data, and its uninstaller, by which the MSI would know it.
foreach ($left in @($data, $program)) { if (Test-Path $left) { Remove-Item $left -Recurse -Force } }

function Invoke-Msi([string]$what, [string[]]$words, [int]$expected, [string]$said = '') {
    $process = Start-Process -FilePath msiexec.exe -ArgumentList ($words + @('/qn', '/norestart', '/l*v', "`"$log`"")) -Wait -PassThru
    if ($process.ExitCode -ne $expected) {
        Get-Content $log -Tail 60 | Write-Output
        throw "${what}: exit code $($process.ExitCode), not $expected"
    }
    if ($said -and -not (Select-String -LiteralPath $log -SimpleMatch $said -Quiet)) { throw "${what}: the log does not say $said" }
    Write-Output "ok  $what"
}
function Assert-That([string]$what, [bool]$holds) {
    if (-not $holds) { throw "not so: $what" }
    Write-Output "ok  $what"
}
$install = @('/i', "`"$package`"")
$remove = @('/x', "`"$package`"")

Invoke-Msi 'a server without a code is refused' ($install + 'SERVER=https://channel.example') 1603 'SERVER and CODE belong together'
Invoke-Msi 'a server without TLS is refused' ($install + 'SERVER=http://channel.example', 'CODE=ABCD-EFGH') 1603 'provisionByWords'
Assert-That 'and leaves no program' (-not (Test-Path "$program\holdfast.exe"))
Invoke-Msi 'an unattended installation' ($install + 'SERVER=https://channel.example', 'CODE=ABCD-EFGH', 'LANG=zh-CN', 'KIOSK=1', 'AUTOSTART=1') 0
Assert-That 'the code is in no log' (-not (Select-String -LiteralPath $log -SimpleMatch 'ABCD-EFGH' -Quiet))
$written = Get-Content "$data\provisioning.json" -Raw | ConvertFrom-Json
Assert-That 'the provisioning is written' ($written.channel -eq 'https://channel.example' -and $written.kiosk -and $written.language -eq 'zh-CN')
$acl = Get-Acl $data
$users = New-Object Security.Principal.SecurityIdentifier 'S-1-5-32-545'
$rules = $acl.GetAccessRules($true, $true, [Security.Principal.SecurityIdentifier])
Assert-That 'every user of the machine may write the data' (@($rules | Where-Object { $_.IdentityReference -eq $users -and $_.FileSystemRights.HasFlag([Security.AccessControl.FileSystemRights]::Modify) }).Count -gt 0)
Assert-That 'and nobody inherits more' ($acl.AreAccessRulesProtected)
Assert-That 'the folder is of the administrators' ($acl.GetOwner([Security.Principal.SecurityIdentifier]).Value -eq 'S-1-5-32-544')
$run = 'HKLM:\Software\Microsoft\Windows\CurrentVersion\Run'
Assert-That 'it starts at sign-in' ((Get-ItemProperty $run).Holdfast -like '*holdfast.exe*')
Assert-That 'it does not renew itself' (Test-Path "$program\installed-by-msi.txt")

Remove-Item "$program\resources\app.asar"
Invoke-Msi 'a repair' @('/fa', "`"$package`"") 0
Assert-That 'what was missing is back' (Test-Path "$program\resources\app.asar")
Invoke-Msi 'the same version once more' $install 0
Assert-That 'it still starts at sign-in' ((Get-ItemProperty $run).Holdfast -like '*holdfast.exe*')
Assert-That 'the provisioning stayed' ((Get-Content "$data\provisioning.json" -Raw | ConvertFrom-Json).kiosk)

[IO.File]::WriteAllBytes("$data\register.db", [byte[]](1..4096 | ForEach-Object { 7 }))
Invoke-Msi 'a database that cannot be read holds the uninstallation back' $remove 1603 'askPending'
Assert-That 'and nothing was removed' (Test-Path "$program\holdfast.exe")
Remove-Item "$data\register.db"
Invoke-Msi 'uninstalled' $remove 0
Assert-That 'the program is gone' (-not (Test-Path "$program\holdfast.exe"))
Assert-That 'the data stays' (Test-Path "$data\provisioning.json")
Assert-That 'it does not start at sign-in any more' ($null -eq (Get-ItemProperty $run).Holdfast)
