# Every executable, library and script in what was built, by Windows' own check: signed by the publisher, with a timestamp.
param([Parameter(Mandatory)][string]$Folder, [Parameter(Mandatory)][string]$Publisher)
$ErrorActionPreference = 'Stop'
$files = Get-ChildItem -LiteralPath $Folder -Recurse -File -Include *.exe, *.dll, *.node, *.msi, *.ps1
if (-not $files) { throw "There is nothing to verify in $Folder." }
$wrong = foreach ($file in $files) {
    $signature = Get-AuthenticodeSignature -LiteralPath $file.FullName
    $signer = if ($signature.SignerCertificate) { $signature.SignerCertificate.GetNameInfo('SimpleName', $false) } else { 'nobody' }
    if ($signature.Status -ne 'Valid') { "$($file.FullName): $($signature.Status)" }
    elseif ($signer -ne $Publisher) { "$($file.FullName): signed by $signer" }
    elseif (-not $signature.TimeStamperCertificate) { "$($file.FullName): without a timestamp" }
}
if ($wrong) { throw ($wrong -join "`n") }
Write-Output "$(@($files).Count) files are signed by $Publisher, with timestamps."
