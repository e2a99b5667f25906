# Holdfast's part of the NSIS installer. electron-builder includes it before its own script, in the installer and in the uninstaller.
# Parameters, exit codes and what is unproven without Windows: docs/DEPLOYMENT.md; test/house/deployment.test.ts holds both against this file.

!include "LogicLib.nsh"
!include "FileFunc.nsh"
!include "WordFunc.nsh"

# One folder for every user of the machine ($APPDATA is ProgramData, because the installer is for all users).
!define DATA_FOLDER "$APPDATA\Holdfast"
# Only administrators write here: the installers of this version and the one before it, for the way back.
!define KEPT_FOLDER "$COMMONFILES64\Holdfast"
!define RUN_KEY "Software\Microsoft\Windows\CurrentVersion\Run"
!define UPDATE_TASK "Holdfast\Install update"

!define EXIT_PARAMETER 64
!define EXIT_OLDER 65
!define EXIT_FOLDER 66
!define EXIT_RIGHTS 67
!define EXIT_ROLLED_BACK 68
!define EXIT_PENDING 70
!define EXIT_UNKNOWN 71
!define EXIT_EXPORT 72

!macro customHeader
  LangString wrongParameter ${LANG_ENGLISH} "A parameter of the installation cannot be used:"
  LangString wrongParameter ${LANG_SIMPCHINESE} "安装参数无法使用："
  LangString isOlder ${LANG_ENGLISH} "A newer Holdfast is installed, and its data is not for an older one. Installed:"
  LangString isOlder ${LANG_SIMPCHINESE} "已安装更新的 Holdfast，旧版本不能使用其数据。已安装版本："
  LangString badFolder ${LANG_ENGLISH} "The data folder cannot be made, or leads elsewhere:"
  LangString badFolder ${LANG_SIMPCHINESE} "数据文件夹无法创建，或指向别处："
  LangString noRights ${LANG_ENGLISH} "The rights of the data folder cannot be set:"
  LangString noRights ${LANG_SIMPCHINESE} "无法设置数据文件夹的权限："
  LangString rolledBack ${LANG_ENGLISH} "The new program is not complete. The version before it was put back."
  LangString rolledBack ${LANG_SIMPCHINESE} "新程序不完整，已恢复到之前的版本。"
  LangString arePending ${LANG_ENGLISH} "Sales of this register have not reached head office. Connect it, or uninstall with /EXPORT=folder."
  LangString arePending ${LANG_SIMPCHINESE} "本收款机有销售尚未送达总部。请先联网，或使用 /EXPORT=文件夹 卸载。"
  LangString pendingUnknown ${LANG_ENGLISH} "The register cannot say whether sales are pending. Nothing was removed."
  LangString pendingUnknown ${LANG_SIMPCHINESE} "无法确认是否有未送达的销售，未删除任何内容。"
  LangString notExported ${LANG_ENGLISH} "The pending sales could not be exported. Nothing was removed."
  LangString notExported ${LANG_SIMPCHINESE} "未能导出未送达的销售，未删除任何内容。"
!macroend

!macro refuse CODE TEXT
  MessageBox MB_OK|MB_ICONSTOP `${TEXT}` /SD IDOK
  SetErrorLevel ${CODE}
  Quit
!macroend

!ifndef BUILD_UNINSTALLER
  Var provisionFile
  Var serverUrl
  Var activationCode
  Var registerLanguage
  Var hasKiosk
  Var autostart
  Var hasPrevious

  # Whether the text on the stack may stand between the quotes of a JSON file: 1, else 0.
  Function isPlain
    Exch $0
    Push $1
    Push $2
    StrCpy $1 0
    ${Do}
      StrCpy $2 $0 1 $1
      ${If} $2 == ""
        StrCpy $0 1
        ${Break}
      ${ElseIf} $2 == '"'
      ${OrIf} $2 == "\"
      ${OrIf} $2 == " "
        StrCpy $0 0
        ${Break}
      ${EndIf}
      IntOp $1 $1 + 1
    ${Loop}
    Pop $2
    Pop $1
    Exch $0
  FunctionEnd

  !macro demandPlain NAME VALUE
    Push "${VALUE}"
    Call isPlain
    Pop $R2
    ${If} $R2 == 0
      !insertmacro refuse ${EXIT_PARAMETER} "$(wrongParameter) ${NAME}"
    ${EndIf}
  !macroend

  # Says no before anything is changed.
  !macro customInit
    ${GetParameters} $R0
    ClearErrors
    ${GetOptions} $R0 "/PROVISION=" $provisionFile
    ${GetOptions} $R0 "/SERVER=" $serverUrl
    ${GetOptions} $R0 "/CODE=" $activationCode
    ${GetOptions} $R0 "/LANG=" $registerLanguage
    StrCpy $hasKiosk 0
    ClearErrors
    ${GetOptions} $R0 "/KIOSK" $R1
    ${IfNot} ${Errors}
      StrCpy $hasKiosk 1
    ${EndIf}
    StrCpy $autostart ""
    ClearErrors
    ${GetOptions} $R0 "/AUTOSTART" $autostart
    ${IfNot} ${Errors}
    ${AndIf} $autostart == ""
      StrCpy $autostart "=1"
    ${EndIf}
    ClearErrors

    ${If} $provisionFile != ""
      ${IfNot} ${FileExists} "$provisionFile"
        !insertmacro refuse ${EXIT_PARAMETER} "$(wrongParameter) /PROVISION=$provisionFile"
      ${EndIf}
      # The file says all of it; two sources could contradict each other.
      ${If} "$serverUrl$activationCode$registerLanguage" != ""
      ${OrIf} $hasKiosk == 1
        !insertmacro refuse ${EXIT_PARAMETER} "$(wrongParameter) /PROVISION + /SERVER /CODE /LANG /KIOSK"
      ${EndIf}
    ${ElseIf} "$serverUrl$activationCode$registerLanguage" != ""
    ${OrIf} $hasKiosk == 1
      ${If} $serverUrl == ""
      ${OrIf} $activationCode == ""
        !insertmacro refuse ${EXIT_PARAMETER} "$(wrongParameter) /SERVER= /CODE="
      ${EndIf}
      !insertmacro demandPlain "/SERVER" "$serverUrl"
      !insertmacro demandPlain "/CODE" "$activationCode"
      ${If} $registerLanguage != ""
      ${AndIf} $registerLanguage != "en-US"
      ${AndIf} $registerLanguage != "zh-CN"
        !insertmacro refuse ${EXIT_PARAMETER} "$(wrongParameter) /LANG=$registerLanguage"
      ${EndIf}
    ${EndIf}

    # An older version does not know the newer one's data. /ROLLBACK is the way back after a start that failed: the data was put back then.
    ReadRegStr $R1 SHELL_CONTEXT "${UNINSTALL_REGISTRY_KEY}" "DisplayVersion"
    ${If} $R1 != ""
      ${VersionCompare} "$R1" "${VERSION}" $R2
      ClearErrors
      ${GetOptions} $R0 "/ROLLBACK" $R3
      ${If} ${Errors}
      ${AndIf} $R2 == 1
        !insertmacro refuse ${EXIT_OLDER} "$(isOlder) $R1"
      ${EndIf}
    ${EndIf}
    ClearErrors

    # The whole program as it is, beside itself: put back below when the new one is not complete.
    StrCpy $hasPrevious 0
    ${If} ${FileExists} "$INSTDIR\${APP_EXECUTABLE_FILENAME}"
      RMDir /r "$INSTDIR.previous"
      CreateDirectory "$INSTDIR.previous"
      ClearErrors
      CopyFiles /SILENT "$INSTDIR\*.*" "$INSTDIR.previous"
      ${IfNot} ${Errors}
        StrCpy $hasPrevious 1
      ${EndIf}
    ${EndIf}
    ClearErrors
  !macroend

  # S-1-5-18 is SYSTEM, S-1-5-32-544 Administrators, S-1-5-32-545 Users: whoever signs in next finds and sends what was sold before.
  !macro makeDataFolder
    System::Call 'kernel32::GetFileAttributes(t "${DATA_FOLDER}") i .R1'
    ${If} $R1 != -1
      IntOp $R2 $R1 & 0x400
      ${If} $R2 != 0
        !insertmacro refuse ${EXIT_FOLDER} "$(badFolder) ${DATA_FOLDER}"
      ${EndIf}
    ${EndIf}
    CreateDirectory "${DATA_FOLDER}"
    ${IfNot} ${FileExists} "${DATA_FOLDER}\*.*"
      !insertmacro refuse ${EXIT_FOLDER} "$(badFolder) ${DATA_FOLDER}"
    ${EndIf}
    nsExec::ExecToLog '"$SYSDIR\icacls.exe" "${DATA_FOLDER}" /setowner *S-1-5-32-544 /T /C /Q'
    Pop $R1
    nsExec::ExecToLog '"$SYSDIR\icacls.exe" "${DATA_FOLDER}" /inheritance:r /grant:r *S-1-5-18:(OI)(CI)F *S-1-5-32-544:(OI)(CI)F *S-1-5-32-545:(OI)(CI)M /Q'
    Pop $R1
    ${If} $R1 != 0
      !insertmacro refuse ${EXIT_RIGHTS} "$(noRights) ${DATA_FOLDER}"
    ${EndIf}
    # What an earlier user made gets the folder's rights too. An empty folder is no fault.
    nsExec::ExecToLog '"$SYSDIR\icacls.exe" "${DATA_FOLDER}\*" /reset /T /C /Q'
    Pop $R1
  !macroend

  # A provisioning that is there stays, unless this installation brings another.
  !macro writeProvisioning
    ${If} $provisionFile != ""
      CopyFiles /SILENT "$provisionFile" "${DATA_FOLDER}\provisioning.json"
    ${ElseIf} $serverUrl != ""
      FileOpen $R1 "${DATA_FOLDER}\provisioning.json" w
      FileWrite $R1 '{ "channel": "$serverUrl", "activationCode": "$activationCode"'
      ${If} $registerLanguage != ""
        FileWrite $R1 ', "language": "$registerLanguage"'
      ${EndIf}
      ${If} $hasKiosk == 1
        FileWrite $R1 ', "kiosk": true'
      ${EndIf}
      FileWrite $R1 ' }$\r$\n'
      FileClose $R1
    ${EndIf}
  !macroend

  !macro customInstall
    ${IfNot} ${FileExists} "$appExe"
    ${AndIf} $hasPrevious == 1
      CopyFiles /SILENT "$INSTDIR.previous\*.*" "$INSTDIR"
      !insertmacro refuse ${EXIT_ROLLED_BACK} "$(rolledBack)"
    ${EndIf}
    !insertmacro makeDataFolder
    !insertmacro writeProvisioning
    ${If} $autostart == "=1"
      WriteRegStr HKLM "${RUN_KEY}" "Holdfast" '"$appExe"'
    ${ElseIf} $autostart == "=0"
      DeleteRegValue HKLM "${RUN_KEY}" "Holdfast"
    ${EndIf}
    # Unattended updates: a task of SYSTEM, because the person at the counter is no administrator. The script checks the signature.
    # RemoteSigned: AllSigned asks whether the publisher is trusted, and nobody answers. Only administrators write this folder.
    CreateDirectory "${KEPT_FOLDER}"
    CopyFiles /SILENT "$EXEPATH" "${KEPT_FOLDER}\setup-${VERSION}.exe"
    CopyFiles /SILENT "$INSTDIR\resources\update.ps1" "${KEPT_FOLDER}\update.ps1"
    nsExec::ExecToLog '"$SYSDIR\WindowsPowerShell\v1.0\powershell.exe" -NoProfile -NonInteractive -ExecutionPolicy RemoteSigned -File "${KEPT_FOLDER}\update.ps1" -Register'
    Pop $R1
  !macroend
!endif

!ifdef BUILD_UNINSTALLER
  # An upgrade takes the old program away too, with --updated, and is never held back: the data stays where it is.
  !macro customUnInit
    ${IfNot} ${isUpdated}
      nsExec::Exec /TIMEOUT=120000 '"$INSTDIR\${APP_EXECUTABLE_FILENAME}" --pending'
      Pop $R1
      ${If} $R1 == 10
        ${GetParameters} $R0
        ClearErrors
        ${GetOptions} $R0 "/EXPORT=" $R2
        ${If} ${Errors}
        ${OrIf} $R2 == ""
          !insertmacro refuse ${EXIT_PENDING} "$(arePending)"
        ${EndIf}
        nsExec::Exec /TIMEOUT=600000 '"$INSTDIR\${APP_EXECUTABLE_FILENAME}" export-journal --to "$R2"'
        Pop $R1
        ${If} $R1 != 0
          !insertmacro refuse ${EXIT_EXPORT} "$(notExported)"
        ${EndIf}
      ${ElseIf} $R1 != 0
        !insertmacro refuse ${EXIT_UNKNOWN} "$(pendingUnknown)"
      ${EndIf}
    ${EndIf}
  !macroend

  # The data folder is never removed: what was sold is the shop's.
  !macro customUnInstall
    ${IfNot} ${isUpdated}
      DeleteRegValue HKLM "${RUN_KEY}" "Holdfast"
      nsExec::ExecToLog '"$SYSDIR\schtasks.exe" /Delete /TN "${UPDATE_TASK}" /F'
      Pop $R1
      nsExec::ExecToLog '"$SYSDIR\schtasks.exe" /Delete /TN "Holdfast\Start register" /F'
      Pop $R1
      RMDir /r "${KEPT_FOLDER}"
      RMDir /r "$INSTDIR.previous"
    ${EndIf}
  !macroend
!endif
