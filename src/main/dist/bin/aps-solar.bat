@echo off
rem Starts aps-solar. JAVA_HOME is the Java to use (else the java on the PATH), JAVA_OPTS are options
rem for Java that beat those below, APS_SOLAR_STATE is the folder of the start-up cache.
setlocal
set "ROOT=%~dp0.."
set "JAVA=java.exe"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java.exe"
if not defined JAVA_HOME where /q java.exe
if not defined JAVA_HOME if errorlevel 1 (
  echo aps-solar: there is no java on the PATH. Install Java 17 or newer, or set JAVA_HOME>&2
  exit /b 1
)
if defined JAVA_HOME if not exist "%JAVA%" (
  echo aps-solar: JAVA_HOME is set, but "%JAVA%" does not exist. Set it to the folder of Java 17 or newer>&2
  exit /b 1
)
if not defined APS_SOLAR_STATE set "APS_SOLAR_STATE=%LOCALAPPDATA%\aps-solar"
if not exist "%APS_SOLAR_STATE%" mkdir "%APS_SOLAR_STATE%" 2>nul
rem Java 19 and newer makes and renews the cache by itself; an older one does not know the option.
rem A damaged cache would crash it, so that each start takes some 20 ms to check the sums in it.
"%JAVA%" -Xms8m -Xmx48m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData -Xlog:disable ^
  -XX:+IgnoreUnrecognizedVMOptions -XX:+AutoCreateSharedArchive -XX:+VerifySharedSpaces ^
  "-XX:SharedArchiveFile=%APS_SOLAR_STATE%\start.jsa" %JAVA_OPTS% ^
  -cp "%ROOT%\lib\aps-solar.jar;%ROOT%\lib\ext\*" solar.aps.ApsSolar %*
exit /b %ERRORLEVEL%
