# Installs an update that the register has downloaded, or the version before it, as SYSTEM: the person at the counter is no administrator.
# The installer copies this file where only administrators write, and registers the task (-Register). docs/DEPLOYMENT.md
param([switch]$Register, [string]$Publisher = 'Holdfast')
$ErrorActionPreference = 'Stop'

$kept = Join-Path $env:CommonProgramW6432 'Holdfast'
$data = Join-Path $env:ProgramData 'Holdfast'
$order = Join-Path $data 'updates\order.json'
$result = Join-Path $data 'updates\result.json'

if ($Register) {
    # This version's installer and the one before it are the way back; older ones only fill the disk.
    Get-ChildItem -LiteralPath $kept -Filter 'setup-*.exe' | Sort-Object LastWriteTime -Descending | Select-Object -Skip 2 | Remove-Item -Force
    $shell = Join-Path $env:SystemRoot 'System32\WindowsPowerShell\v1.0\powershell.exe'
    $arguments = "-NoProfile -NonInteractive -ExecutionPolicy RemoteSigned -File `"$kept\update.ps1`""
    $action = New-ScheduledTaskAction -Execute $shell -Argument $arguments
    $principal = New-ScheduledTaskPrincipal -UserId 'S-1-5-18' -RunLevel Highest
    $settings = New-ScheduledTaskSettingsSet -ExecutionTimeLimit (New-TimeSpan -Minutes 30) -MultipleInstances IgnoreNew
    Register-ScheduledTask -TaskPath '\Holdfast\' -TaskName 'Install update' -Action $action -Principal $principal -Settings $settings -Force | Out-Null
    # SYSTEM has no screen: whoever is signed in at the counter gets the register back by a task of theirs.
    $start = New-ScheduledTaskAction -Execute (Join-Path $env:ProgramW6432 'Holdfast\holdfast.exe')
    $people = New-ScheduledTaskPrincipal -GroupId 'S-1-5-32-545'
    Register-ScheduledTask -TaskPath '\Holdfast\' -TaskName 'Start register' -Action $start -Principal $people -Force | Out-Null
    # Users may start it (read and execute), and change nothing of it: what it installs must carry our signature.
    $service = New-Object -ComObject 'Schedule.Service'
    $service.Connect()
    $task = $service.GetFolder('\Holdfast').GetTask('Install update')
    $task.SetSecurityDescriptor('D:(A;;FA;;;SY)(A;;FA;;;BA)(A;;GRGX;;;BU)', 0)
    exit 0
}

function Stop-With([int]$code, [string]$reason) {
    @{ code = $code; reason = $reason } | ConvertTo-Json -Compress | Set-Content -LiteralPath $result -Encoding utf8
    exit $code
}

$wanted = Get-Content -LiteralPath $order -Raw | ConvertFrom-Json
Remove-Item -LiteralPath $order -Force
$staged = Join-Path $kept 'staged.exe'
if ($wanted.do -eq 'install') {
    # Copied first and looked at afterwards: whoever can write the data folder cannot exchange the copy.
    $name = [IO.Path]::GetFileName([string]$wanted.file)
    Copy-Item -LiteralPath (Join-Path $data "updates\pending\$name") -Destination $staged -Force
} elseif ($wanted.do -eq 'rollback' -and $wanted.version -match '^\d+\.\d+\.\d+$') {
    Copy-Item -LiteralPath (Join-Path $kept "setup-$($wanted.version).exe") -Destination $staged -Force
} else {
    Stop-With 64 'The order is neither an update nor a way back.'
}
$signature = Get-AuthenticodeSignature -LiteralPath $staged
$signer = if ($signature.SignerCertificate) { $signature.SignerCertificate.GetNameInfo('SimpleName', $false) } else { '' }
if ($signature.Status -ne 'Valid' -or $signer -ne $Publisher) {
    Remove-Item -LiteralPath $staged -Force
    Stop-With 73 "The installer is not signed by $Publisher."
}
$arguments = @('/S', '--updated')
if ($wanted.do -eq 'rollback') { $arguments += '/ROLLBACK' }
$process = Start-Process -FilePath $staged -ArgumentList $arguments -Wait -PassThru
Remove-Item -LiteralPath $staged -Force
Start-ScheduledTask -TaskPath '\Holdfast\' -TaskName 'Start register'
Stop-With $process.ExitCode 'The installer has ended.'
