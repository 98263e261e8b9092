#pragma once

namespace sara::at {

/// +CME ERROR numbers that commands answer with; their texts are in error_texts.  [at-syntax 4.1]
enum class CmeError : int {
    PhoneFailure = 0,
    OperationNotAllowed = 3,
    OperationNotSupported = 4,
    SimNotInserted = 10,
    SimPinRequired = 11,
    SimPukRequired = 12,
    SimFailure = 13,
    SimBusy = 14,
    IncorrectPassword = 16,
    MemoryFull = 20,
    NotFound = 22,
    IncorrectParameters = 50,
    Unknown = 100,
    WrongGpio = 1500,
    SetGpioDefault = 1501,
    SelectGpioMode = 1502,
    ReadGpio = 1503,
    WriteGpio = 1504,
    GpioBusy = 1505,
    Ffs = 1600,
    FileNotFound = 1612,
    CannotOpenFile = 1613,
    FfsInitializing = 1621,
    FfsAlreadyOpen = 1622,
    FfsIllegalType = 1628,
    FfsFileRange = 1630,
    FfsWrite = 1632,
    FfsInternalFatal = 1634,
    FfsTooManyFiles = 1636,
    FfsNoMemory = 1637,
    FfsInvalidFilename = 1638,
    FfsTimeout = 1649,
    LineTooLong = 1650,
    SecRotNotPersonalized = 1671,
    SecPackageNotValid = 1675,
    SecDataNotAvailable = 1677,
    SecDisabled = 1689,
    ImportTimeout = 1910,
    ImportTooLarge = 1911,
    ImportNoMemory = 1912,
    ImportFormat = 1913,
    CertificatesFull = 1914,
    CertificatesInternal = 1915,
    CertificateNotFound = 1916,
    PrivateKeyFormat = 1918,
    PemConversion = 1920,
    CommandTimeout = 2000,
    CommandAborted = 3000,
    FotaStateMismatch = 5000,
    FotaDataCorrupted = 5001,
    FotaMemoryInUse = 5002,
};

/// +CMS ERROR numbers: what the commands of 3GPP TS 27.005 answer with.  [at-syntax 4.2]
enum class CmsError : int {
    TransferRejected = 21,
    MeFailure = 300,
    OperationNotAllowed = 302,
    OperationNotSupported = 303,
    InvalidPduParameter = 304,
    InvalidTextParameter = 305,
    SimNotInserted = 310,
    SimPinRequired = 311,
    SimFailure = 313,
    SimBusy = 314,
    SimPukRequired = 316,
    MemoryFailure = 320,
    InvalidMemoryIndex = 321,
    MemoryFull = 322,
    ServiceCentreUnknown = 330,
    NoNetworkService = 331,
    NetworkTimeout = 332,
    NoAcknowledgementExpected = 340,
    UnknownError = 500,
};

/// Which family of errors a command reports with.  [at-syntax 4]
enum class ErrorClass {
    Cme,
    Cms,
    Plain  ///< ERROR whatever +CMEE says: basic and socket commands
};

}  // namespace sara::at
