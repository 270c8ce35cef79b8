// PowerShell itself, as 'pwsh' is: the tests of devstack.ps1 run it, and need none on the machine.
return Microsoft.PowerShell.ConsoleShell.Start(bannerText: "", helpText: "", args);
